/** How hard a password is to guess. */
export type Strength = 'short' | 'weak' | 'fair' | 'good';

/** Fewest characters that the server takes. */
export const shortestPassword = 10;

/** How hard a password is to guess, by length, kinds of characters and repeats. */
export function passwordStrength(password: string): Strength {
  const characters = [...password];
  if (characters.length < shortestPassword) return 'short';
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(password)).length;
  const different = new Set(characters).size;
  if (different < 6) return 'weak';
  if (kinds >= 3 || characters.length >= 16) return 'good';
  return kinds === 2 || characters.length >= 12 ? 'fair' : 'weak';
}
