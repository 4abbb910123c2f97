import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** The top folder of the checkout. */
export const root = new URL('../..', import.meta.url).pathname;

/** A source file and what it imports. */
export interface SourceFile {
  /** From the top folder: `packages/server/src/write/write.ts`. */
  path: string;
  package: string;
  /** First folder below src, or '' for files that lie in src itself. */
  folder: string;
  text: string;
  imports: string[];
}

/** Packages with code. */
export const packages = readdirSync(join(root, 'packages')).filter((name) => name !== 'templates');

/** Every file below packages/<name>/src, generated ones too. */
export function sourceFiles(): SourceFile[] {
  return packages.flatMap((name) => {
    const src = join('packages', name, 'src');
    const files = readdirSync(join(root, src), { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
    return files.map((file) => readSource(join(src, file), name));
  });
}

/** Where a relative import leads, from the top folder. */
export function targetOf(file: SourceFile, specifier: string): string {
  return normalize(join(dirname(file.path), specifier));
}

function readSource(path: string, name: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8');
  const inside = path.split('/').slice(3);
  return { path, package: name, folder: inside.length > 1 ? (inside[0] ?? '') : '', text, imports: importsOf(text) };
}

function importsOf(text: string): string[] {
  const statements = text.matchAll(
    /^\s*(?:import|export)\b[^'"`;]*?from\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm,
  );
  return [...statements].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}
