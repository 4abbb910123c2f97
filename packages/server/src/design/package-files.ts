import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

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

/** A zip of files, the same bytes for the same files. */
export async function zip(files: ReadonlyMap<string, string>): Promise<Uint8Array> {
  const { strToU8, zipSync } = await import('fflate');
  return zipSync(Object.fromEntries([...files].map(([path, text]) => [path, strToU8(text)])), { mtime: new Date('2000-01-01T00:00:00Z') });
}
