import { endOfName, valueSize } from '../bson/walk.ts';
import { readDoc, readValue } from '../value/read.ts';
import type { Doc } from '../value/value.ts';
import type { Scope } from './expr.ts';

/** The dotted paths that the expressions of a scope read; null = the whole document. */
export function neededPaths({ shared }: Scope): readonly string[] | null {
  return shared.wholeRoot ? null : [...shared.paths];
}

/** Reads only the top fields that the paths begin with. */
export function readNeeded(paths: readonly string[] | null): (raw: Uint8Array) => Doc {
  if (paths === null) return readDoc;
  const names = [...new Set(paths.map((path) => path.split('.')[0] as string))];
  const wanted = names.map((name) => ({ name, bytes: Buffer.from(name) }));
  if (wanted.length > 12) return readDoc;
  return (raw) => readSome(raw, wanted);
}

type Wanted = { readonly name: string; readonly bytes: Uint8Array };

function readSome(raw: Uint8Array, wanted: readonly Wanted[]): Doc {
  const doc: Doc = new Map();
  let at = 4;
  let left = wanted.length;
  for (let type = raw[at] as number; type !== 0 && left > 0; type = raw[at] as number) {
    const end = endOfName(raw, at + 1);
    const found = nameAt(raw, at + 1, end, wanted);
    if (found !== undefined) {
      doc.set(found, readValue(type, raw, end + 1));
      left--;
    }
    at = end + 1 + valueSize(type, raw, end + 1);
  }
  return doc;
}

function nameAt(raw: Uint8Array, start: number, ...[end, wanted]: [number, readonly Wanted[]]): string | undefined {
  const length = end - start;
  for (const { name, bytes } of wanted) {
    if (bytes.length !== length) continue;
    let i = 0;
    while (i < length && raw[start + i] === bytes[i]) i++;
    if (i === length) return name;
  }
  return undefined;
}
