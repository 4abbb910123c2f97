import { createHash, randomBytes, randomInt } from 'node:crypto';

/** A secret of 256 random bits, marked by what it is for. */
export function newToken(mark: 'fws' | 'fwk'): string {
  return `${mark}_${randomBytes(32).toString('base64url')}`;
}

/** What is stored of a secret: who reads the database cannot sign in with it. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

// Without letters and digits that look alike when read aloud or copied by hand.
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password to hand over once, as `k7mq-x2pd-9rwt`: easy to read aloud, 59 random bits. */
export function oneTimePassword(): string {
  const group = () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return [group(), group(), group()].join('-');
}
