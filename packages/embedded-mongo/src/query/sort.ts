import { elementsOf, endOfName, valueSize } from '../bson/walk.ts';
import { MongoError } from '../errors.ts';
import { compareValues } from '../value/compare.ts';
import { readDoc, readValue } from '../value/read.ts';
import { isNumericType, T, typeOf } from '../value/types.ts';
import type { Doc, Value } from '../value/value.ts';
import type { CompiledSort, SortField, SortKey } from './types.ts';
import { compilePath, type DocTest, findElement, toSteps, type ValueTest } from './walk-path.ts';

/** Reads `{ a: 1, 'b.c': -1 }`. Throws MongoError for anything else; `$meta` is refused. */
export function parseSort(raw: Uint8Array): readonly SortField[] {
  return parseSortDoc(readDoc(raw));
}

/** Reads a decoded sort document. */
export function parseSortDoc(doc: Doc): readonly SortField[] {
  if (doc.size > 32) throw new MongoError('BadValue', 'too many compound keys');
  return Array.from(doc, ([path, direction]) => ({ path: checkPath(path), descending: isDescending(path, direction) }));
}

function checkPath(path: string): string {
  if (path === '') throw new MongoError(40352, 'FieldPath cannot be constructed with empty string');
  if (path.startsWith('.') || path.endsWith('.')) throw new MongoError(40353, "FieldPath must not end with a '.'.");
  const bad = path.split('.').find((part) => part.startsWith('$'));
  if (bad !== undefined) {
    throw new MongoError(16410, `FieldPath field names may not start with '$'. Consider using $getField or $setField.`);
  }
  return path;
}

function isDescending(path: string, direction: Value): boolean {
  if (direction instanceof Map) {
    if (direction.has('$meta')) throw new MongoError('BadValue', '$meta sort is not supported by embedded-mongo');
    throw new MongoError(17312, '$meta is the only expression supported by $sort right now');
  }
  if (!isNumericType(typeOf(direction))) throw new MongoError(15974, `Illegal key in $sort specification: ${path}: ${String(direction)}`);
  const number = Number(String(direction));
  if (number !== 1 && number !== -1) throw new MongoError(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
  return number === -1;
}

/** A comparator of whole documents by MongoDB's sort rules (the smallest or greatest element of an array counts). */
export function compileSort(fields: readonly SortField[]): CompiledSort {
  const readers = fields.map(compileKey);
  const signs = fields.map(({ descending }) => (descending ? -1 : 1));
  const arrays = fields.length > 1 ? fields.map(({ path }) => compileArrayPath(path)) : [];
  return {
    keyOf: (raw) => {
      if (arrays.length > 0) refuseParallelArrays(arrays.map((arrayPath) => arrayPath(raw)));
      return readers.map((read) => read(raw));
    },
    compare: (a, b) => {
      for (let i = 0; i < signs.length; i++) {
        const order = compareValues(a[i] as Value, b[i] as Value);
        if (order !== 0) return order * (signs[i] as number);
      }
      return 0;
    },
  };
}

/** Finds the path of the outermost array on the way to a sort key; undefined = there is none. */
function compileArrayPath(path: string): (raw: Uint8Array) => string | undefined {
  const { names } = toSteps(path);
  const paths = path.split('.').map((_, index, parts) => parts.slice(0, index + 1).join('.'));
  return (raw) => {
    let start = 0;
    for (const [depth, name] of names.entries()) {
      const at = findElement(raw, start, name);
      const type = at < 0 ? T.missing : raw[at];
      if (type === T.array) return paths[depth];
      if (type !== T.object) return undefined;
      start = at + 2 + name.length;
    }
    return undefined;
  };
}

function refuseParallelArrays(found: readonly (string | undefined)[]): void {
  const paths = new Set(found.filter((path) => path !== undefined));
  if (paths.size > 1) throw new MongoError('BadValue', 'cannot sort with keys that are parallel arrays');
}

function compileKey({ path, descending }: SortField): (raw: Uint8Array) => SortKey[number] {
  const sign = descending ? -1 : 1;
  let best: Value;
  let found = false;
  const consider = (value: Value) => {
    if (!found || compareValues(value, best) * sign < 0) best = value;
    found = true;
    return false;
  };
  const walk: DocTest = compileSortPath(path, (type, bytes, at) => consider(type === T.missing ? null : readValue(type, bytes, at)));
  return (raw) => {
    found = false;
    best = null;
    walk(raw, 0, undefined);
    return best;
  };
}

/** Elements of an array count, never the array itself; an empty array is `undefined`, which sorts before null. */
function compileSortPath(path: string, visit: ValueTest): DocTest {
  const leaf = leafVisitor(visit);
  const { names, indexes } = toSteps(path);
  if (names.length === 1 || indexes.some((index) => index >= 0)) return compilePath(path, 'whole', leaf);
  return (bytes, start) => walkObject({ names, leaf }, { bytes, start, depth: 0 });
}

type SortWalk = { readonly names: readonly Uint8Array[]; readonly leaf: ValueTest };

/** Like a filter's walk, but an array element that is no object counts as a missing value, as it does in an index. */
function walkObject(walk: SortWalk, { bytes, start, depth }: { bytes: Uint8Array; start: number; depth: number }): boolean {
  const name = walk.names[depth] as Uint8Array;
  const at = findElement(bytes, start, name);
  if (at < 0) return walk.leaf(T.missing, bytes, 0);
  const type = bytes[at] as number;
  const value = at + 2 + name.length;
  if (depth === walk.names.length - 1) return walk.leaf(type, bytes, value);
  if (type === T.object) return walkObject(walk, { bytes, start: value, depth: depth + 1 });
  if (type !== T.array) return walk.leaf(T.missing, bytes, 0);
  for (const element of elementsOf(bytes, value)) {
    if (element.type === T.object) walkObject(walk, { bytes, start: element.start, depth: depth + 1 });
    else walk.leaf(T.missing, bytes, 0);
  }
  return false;
}

function leafVisitor(visit: ValueTest): ValueTest {
  return (type, bytes, at) => {
    if (type !== T.array) return visit(type, bytes, at);
    let offset = at + 4;
    if (bytes[offset] === 0) visit(T.undefined, bytes, at);
    for (let inner = bytes[offset] as number; inner !== 0; inner = bytes[offset] as number) {
      const value = endOfName(bytes, offset + 1) + 1;
      visit(inner, bytes, value);
      offset = value + valueSize(inner, bytes, value);
    }
    return false;
  };
}
