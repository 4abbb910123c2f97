import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Credentials } from '../wire/authentication.ts';

/** The user and password of a data folder for connections over TCP, made at the first use and kept there, readable by the owner only. */
export function folderCredentials(folder: string): Credentials {
  const path = join(folder, 'credentials.json');
  if (!existsSync(path)) {
    writeFileSync(path, JSON.stringify({ user: 'embedded', password: randomBytes(24).toString('hex') }), { mode: 0o600 });
  }
  chmodSync(path, 0o600);
  const read: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (isCredentials(read)) return read;
  throw new Error(`${path} does not hold a user and a password; remove it, and a new one is made`);
}

function isCredentials(value: unknown): value is Credentials {
  return (
    typeof value === 'object' &&
    value !== null &&
    'user' in value &&
    typeof value.user === 'string' &&
    'password' in value &&
    typeof value.password === 'string'
  );
}
