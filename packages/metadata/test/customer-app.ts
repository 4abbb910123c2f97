import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type AppPackage, readPackage } from '../src/index.ts';

const folder = fileURLToPath(new URL('../../templates/customer/', import.meta.url));

/** The files of the shipped customer app by path. */
export function customerFiles(): Map<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.json'));
  return new Map(paths.sort().map((path) => [path, readFileSync(folder + path, 'utf8')]));
}

/** The shipped customer app, read anew. */
export function customerApp(): AppPackage {
  return readPackage(customerFiles());
}
