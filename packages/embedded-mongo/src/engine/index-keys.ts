import { compareBytes } from '../bson/compare.ts';
import { KeyWriter } from '../bson/key.ts';
import type { Path } from '../bson/path.ts';
import { bsonType } from '../bson/types.ts';
import { elementAt, elementsOf, findField, type RawValue } from '../bson/walk.ts';
import { MongoError } from '../errors.ts';
import { keyText, maxKeyBytes } from '../store/keys.ts';
import type { IndexState } from './collection.ts';

/** What an index keeps of one document: its keys (whole, not cut), none when the index leaves it out. */
export interface DocumentKeys {
  readonly keys: readonly Uint8Array[];
  /** For each path, whether it met an array in this document; null when none did. */
  readonly arrays: readonly boolean[] | null;
  readonly cut: boolean;
}

const noKeys: DocumentKeys = { keys: [], arrays: null, cut: false };
const writer = new KeyWriter();
const emptyArray: RawValue = { type: bsonType.undefined, bytes: new Uint8Array(0), start: 0, end: 0 };

/** Where one path stands while arrays are being spread out. */
type Slot =
  | { readonly at: 'value'; readonly value: RawValue }
  | { readonly at: 'missing' }
  | { readonly at: 'array'; readonly array: RawValue; readonly depth: number };

/**
 * The keys of a document, by MongoDB's rules: an array gives a key for each element, an empty one `undefined`, a missing
 * field null. Throws CannotIndexParallelArrays (171) when two paths meet different arrays.
 */
export function keysOf(index: IndexState, document: Uint8Array): DocumentKeys {
  if (index.partialFilter && !index.partialFilter.matches(document)) return noKeys;
  const slots = index.paths.map((path) => walk(document, 0, path, 0));
  if (slots.every((slot) => slot.at !== 'array')) {
    if (isLeftOut(index, slots)) return noKeys;
    const key = encode(index, slots);
    return { keys: [key], arrays: null, cut: key.length > maxKeyBytes };
  }
  const keys = new Map<string, Uint8Array>();
  const arrays = slots.map((slot) => slot.at === 'array');
  spread({ index, arrays, emit: (found) => addKey(keys, encode(index, found)) }, slots);
  const list = [...keys.values()];
  return { keys: list, arrays, cut: list.some((key) => key.length > maxKeyBytes) };
}

/** The values that `key` stands for in the document, path by path; undefined where a field is missing. */
export function valuesOfKey(index: IndexState, document: Uint8Array, key: Uint8Array): readonly (RawValue | undefined)[] {
  let values: (RawValue | undefined)[] = [];
  const emit = (slots: readonly Slot[]): void => {
    if (compareBytes(encode(index, slots), key) === 0) values = slots.map((slot) => (slot.at === 'value' ? slot.value : undefined));
  };
  spread(
    { index, arrays: [], emit },
    index.paths.map((path) => walk(document, 0, path, 0)),
  );
  return values;
}

interface Spreading {
  readonly index: IndexState;
  readonly arrays: boolean[];
  readonly emit: (slots: readonly Slot[]) => void;
}

function addKey(keys: Map<string, Uint8Array>, key: Uint8Array): void {
  keys.set(keyText(key), key);
}

function isLeftOut(index: IndexState, slots: readonly Slot[]): boolean {
  return index.sparse === true && slots.every((slot) => slot.at === 'missing');
}

function spread(to: Spreading, slots: readonly Slot[]): void {
  const array = theArray(to.index, slots);
  if (!array) {
    if (!isLeftOut(to.index, slots)) to.emit(slots);
    return;
  }
  for (const [i, slot] of slots.entries()) if (slot.at === 'array') to.arrays[i] = true;
  const elements = elementsOf(array.bytes, array.start);
  for (const element of elements.length > 0 ? elements : [undefined]) {
    spread(
      to,
      slots.map((slot, i) => (slot.at === 'array' ? intoElement(element, to.index.paths[i] as Path, slot.depth) : slot)),
    );
  }
}

function theArray(index: IndexState, slots: readonly Slot[]): RawValue | null {
  let found: RawValue | null = null;
  for (const slot of slots) {
    if (slot.at !== 'array') continue;
    if (found && found.start !== slot.array.start) {
      const names = index.key.filter((_, i) => slots[i]?.at === 'array').map(({ path }) => `[${path.split('.').at(-1)}]`);
      throw new MongoError('CannotIndexParallelArrays', `cannot index parallel arrays ${names.reverse().join(' ')}`);
    }
    found = slot.array;
  }
  return found;
}

function intoElement(element: RawValue | undefined, path: Path, depth: number): Slot {
  if (depth === path.length) return { at: 'value', value: element ?? emptyArray };
  if (element?.type === bsonType.object) return walk(element.bytes, element.start, path, depth);
  return { at: 'missing' };
}

function walk(bytes: Uint8Array, start: number, path: Path, from: number): Slot {
  let depth = from;
  let value = findField(bytes, start, (path[depth++] as Path[number]).name);
  while (value) {
    if (value.type === bsonType.array) {
      const position: number = path[depth]?.index ?? -1;
      const element: RawValue | undefined = position >= 0 ? elementAt(bytes, value.start, position) : undefined;
      if (!element) return { at: 'array', array: value, depth };
      value = element;
      depth++;
    } else if (depth === path.length) {
      return { at: 'value', value };
    } else if (value.type === bsonType.object) {
      value = findField(bytes, value.start, (path[depth++] as Path[number]).name);
    } else break;
  }
  return { at: 'missing' };
}

function encode(index: IndexState, slots: readonly Slot[]): Uint8Array {
  writer.reset();
  for (const [i, slot] of slots.entries()) writer.value(slot.at === 'value' ? slot.value : undefined, index.key[i]?.descending ?? false);
  return writer.finish();
}
