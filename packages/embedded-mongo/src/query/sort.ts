import { Decimal128 } from 'bson';
import { compilePath } from '../bson/path.ts';
import { MongoError } from '../errors.ts';
import { compareValues } from '../value/compare.ts';
import { readDoc, readValue } from '../value/read.ts';
import { showValue } from '../value/show.ts';
import { type Slot, spreadSlots, walkPaths } from '../value/spread-path.ts';
import { isNumericType, typeOf } from '../value/types.ts';
import type { Doc, Value } from '../value/value.ts';
import type { CompiledSort, SortField, SortKey } from './types.ts';

/** Reads `{ a: 1, 'b.c': -1 }`. Throws MongoError for anything else; `$meta` is refused. */
export function parseSort(raw: Uint8Array): readonly SortField[] {
  return parseSortDoc(readDoc(raw));
}

/** Reads a decoded sort document. */
export function parseSortDoc(doc: Doc): readonly SortField[] {
  if (doc.size > 32) throw new MongoError(13103, 'too many compound keys');
  return Array.from(doc, ([path, direction]) => {
    const descending = isDescending(path, direction);
    return { path: checkPath(path), descending };
  });
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
  if (!isNumericType(typeOf(direction)))
    throw new MongoError(15974, `Illegal key in $sort specification: ${path}: ${showValue(direction)}`);
  const number = wholeDirection(direction);
  if (number !== 1 && number !== -1) throw new MongoError(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
  return number === -1;
}

/** A direction as MongoDB takes it: a fraction is cut, that of a decimal rounded, halves to even; 0 for what is no number. */
export function wholeDirection(direction: Value): number {
  if (!isNumericType(typeOf(direction))) return 0;
  const number = Number(String(direction));
  if (!(direction instanceof Decimal128)) return Math.trunc(number);
  const rounded = Math.round(number);
  return Math.abs(number % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

/** A comparator of whole documents by MongoDB's sort rules: where arrays give a document several keys, the first of them counts. */
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
    keyOf: (raw) => {
      const slots = walkPaths(raw, paths);
      if (slots.every((slot) => slot.at !== 'array')) return slots.map(readSlot);
      let first: SortKey | undefined;
      const take = (found: readonly Slot[]): void => {
        const key = found.map(readSlot);
        if (!first || compare(key, first) < 0) first = key;
      };
      spreadSlots({ paths, take, parallel }, slots);
      return first ?? [];
    },
    compare,
  };
}

function readSlot(slot: Slot): Value {
  return slot.at === 'value' ? readValue(slot.value.type, slot.value.bytes, slot.value.start) : null;
}

function parallel(): MongoError {
  return new MongoError('BadValue', 'cannot sort with keys that are parallel arrays');
}
