import { AppError } from '@formwright/metadata';
import { hash, verify } from '@node-rs/argon2';

/** Fewest characters of a password. */
export const shortestPassword = 10;

// Algorithm 2 is argon2id; the figures are those OWASP names as the least.
const settings = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

// Of the lists of leaked passwords, those long enough to be let through otherwise.
const common = new Set(
  '1234567890 12345678910 123456789a 0123456789 0987654321 9876543210 1q2w3e4r5t 1q2w3e4r5t6y qwertyuiop qwerty12345 qwerty123456 password12 password123 password1234 passw0rd123 administrator iloveyou123 abcdefghij abc1234567 a123456789 aa123456789 woaini1314 woaini520520 5201314520 1314520520 asdfghjkl123 zxcvbnm123 letmein123 welcome123 changeme123 formwright formwright1'.split(
    ' ',
  ),
);

/** A password as it is stored: argon2id, never cut short. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), settings);
}

/** Whether a password fits what is stored; takes the same time when there is no such account. */
export async function verifyPassword(stored: string | undefined, password: string): Promise<boolean> {
  const fits = await verify(stored ?? (await decoy()), password.normalize('NFC'));
  return fits && stored !== undefined;
}

let decoyHash: Promise<string> | undefined;
function decoy(): Promise<string> {
  decoyHash ??= hashPassword('nobody has this password');
  return decoyHash;
}

/** Refuses what is too short, common, or the person's own name or e-mail. Throws WEAK_PASSWORD. */
export function checkPassword(password: string, of: { name: string; email: string }): void {
  const folded = password.normalize('NFKC').toLowerCase();
  const own = [of.email, of.email.split('@')[0] ?? '', of.name].map((text) => text.normalize('NFKC').toLowerCase());
  const weak = [...password].length < shortestPassword || common.has(folded) || new Set(folded).size < 3 || own.includes(folded);
  if (weak) throw new AppError('WEAK_PASSWORD', { params: { min: shortestPassword } });
}
