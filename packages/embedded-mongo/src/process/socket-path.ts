import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The longest socket path that every system takes, in bytes. */
const maxBytes = 100;

/**
 * Where the socket file of a data folder lies: in the folder, or in a private temporary folder when the path is too long or holds
 * what drivers change in a host name (capital letters, `%`). The same folder always gives the same path.
 */
export function socketPath(folder: string): string {
  const real = realpathSync(folder);
  if (process.platform === 'win32') return `\\\\.\\pipe\\embedded-mongo-${digest(real)}`;
  const inside = join(real, 'embedded.sock');
  if (isPlain(inside)) return inside;
  const base = isPlain(join(tmpdir(), 'embedded-mongo-0123456789abcdef', 'embedded.sock')) ? tmpdir() : '/tmp';
  const home = join(base, `embedded-mongo-${digest(real)}`);
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const { uid, mode } = lstatSync(home);
  if (uid !== process.getuid?.() || (mode & 0o777) !== 0o700)
    throw new Error(`${home} belongs to somebody else or is open to others; remove it`);
  return join(home, 'embedded.sock');
}

function isPlain(path: string): boolean {
  return Buffer.byteLength(path) <= maxBytes && path === path.toLowerCase() && !path.includes('%');
}

function digest(text: string): string {
  return createHash('sha256')
    .update(`${process.getuid?.() ?? ''}:${text}`)
    .digest('hex')
    .slice(0, 16);
}
