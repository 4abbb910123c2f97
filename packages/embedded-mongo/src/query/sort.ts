import { compilePath } from '../bson/path.ts';
import { type Slot, slotsOf, spread } from '../bson/spread.ts';
import { MongoError } from '../errors.ts';
import { compareValues } from '../value/compare.ts';
import { readDoc, readValue } from '../value/read.ts';
import { isNumericType, typeOf } from '../value/types.ts';
import type { Doc, Value } from '../value/value.ts';
import type { CompiledSort, SortField, SortKey } from './types.ts';

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

/** A comparator of whole documents by MongoDB's sort rules: of the keys that an index would have of a document, the first in this order counts. */
export function compileSort(fields: readonly SortField[]): CompiledSort {
  const paths = fields.map(({ path }) => compilePath(path));
  const signs = fields.map(({ descending }) => (descending ? -1 : 1));
  const compare = (a: SortKey, b: SortKey): number => {
    for (let i = 0; i < signs.length; i++) {
      const order = compareValues(a[i] as Value, b[i] as Value);
      if (order !== 0) return order * (signs[i] as number);
    }
    return 0;
  };
  return {
    compare,
    keyOf: (raw) => {
      const slots = slotsOf(raw, paths);
      if (slots.every(({ at }) => at !== 'array')) return slots.map(slotValue);
      let best: SortKey | undefined;
      const emit = (found: readonly Slot[]) => {
        const key = found.map(slotValue);
        if (!best || compare(key, best) < 0) best = key;
      };
      spread({ paths, emit, refuse: refuseParallelArrays }, slots);
      return best ?? [];
    },
  };
}

function slotValue(slot: Slot): Value {
  return slot.at === 'value' ? readValue(slot.value.type, slot.value.bytes, slot.value.start) : null;
}

function refuseParallelArrays(): never {
  throw new MongoError('BadValue', 'cannot sort with keys that are parallel arrays');
}
