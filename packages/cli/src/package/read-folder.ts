import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../fault.ts';
import { words } from '../locale.ts';

/** The files of an app package's folder by path, as text. Throws Fault. */
export async function readFolder(folder: string): Promise<Map<string, string>> {
  const names = await readdir(folder, { recursive: true }).catch(() =>
    Promise.reject(new Fault(words(`读不到文件夹 ${folder}`, `Cannot read the folder ${folder}`))),
  );
  const files = names.filter((name) => name.endsWith('.json')).sort();
  return new Map(
    await Promise.all(files.map(async (name) => [name.replaceAll('\\', '/'), await readFile(join(folder, name), 'utf8')] as const)),
  );
}
