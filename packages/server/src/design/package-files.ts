import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { AppError } from '@formwright/metadata';

const mostFiles = 2000;
const mostBytes = 64 * 1024 * 1024;
const fileName = /^(?:[a-zA-Z0-9][\w-]*\/){0,2}[a-zA-Z0-9][\w.-]*$/;

/** The text files of a folder by path below it, `/` between parts. */
export async function readFolder(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map<string, string>();
  for (const entry of entries) {
    if (!entry.isFile() || !entry.name.endsWith('.json')) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(relative(folder, path).split(sep).join('/'), await readFile(path, 'utf8'));
  }
  return files;
}

/**
 * The files of a zip that came from outside, read in memory and never written to disk.
 * Throws PACKAGE_INVALID for what is no zip, for names that lead elsewhere or stand twice, TOO_LARGE for too many or too large files.
 */
export async function unzip(base64: string): Promise<Map<string, string>> {
  const { unzipSync } = await import('fflate');
  const bytes = Buffer.from(base64, 'base64');
  const seen = new Set<string>();
  let total = 0;
  const filter = ({ name, originalSize }: { name: string; originalSize: number }): boolean => {
    const folded = name.toLowerCase();
    if (!fileName.test(name.replace(/\/$/, '')) || seen.has(folded)) throw refuse(name);
    seen.add(folded);
    total += originalSize;
    if (seen.size > mostFiles) throw new AppError('TOO_LARGE', { params: { limit: mostFiles } });
    if (total > mostBytes) throw new AppError('TOO_LARGE', { params: { limit: `${mostBytes / 1024 / 1024} MB` } });
    return !name.endsWith('/');
  };
  try {
    const found = new Map(Object.entries(unzipSync(bytes, { filter })));
    return new Map([...found].map(([name, content]) => [name, new TextDecoder('utf-8', { fatal: true }).decode(content)]));
  } catch (error) {
    throw error instanceof AppError ? error : refuse('zip', error);
  }
}

/** A zip of files, the same bytes for the same files. */
export async function zip(files: ReadonlyMap<string, string>): Promise<Uint8Array> {
  const { strToU8, zipSync } = await import('fflate');
  return zipSync(Object.fromEntries([...files].map(([path, text]) => [path, strToU8(text)])), { mtime: new Date('2000-01-01T00:00:00Z') });
}

function refuse(name: string, cause?: unknown): AppError {
  return new AppError('PACKAGE_INVALID', { cause, details: [{ path: `/${name.slice(0, 100)}`, code: 'FILE_UNEXPECTED' }] });
}
