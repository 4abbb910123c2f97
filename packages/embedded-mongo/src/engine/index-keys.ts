import { compareBytes } from '../bson/compare.ts';
import { KeyWriter } from '../bson/key.ts';
import { type Slot, slotsOf, spread } from '../bson/spread.ts';
import type { RawValue } from '../bson/walk.ts';
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

/**
 * The keys of a document, by MongoDB's rules: an array gives a key for each element, an empty one `undefined`, a missing
 * field null. Throws CannotIndexParallelArrays (171) when two paths meet different arrays.
 */
export function keysOf(index: IndexState, document: Uint8Array): DocumentKeys {
  if (index.partialFilter && !index.partialFilter.matches(document)) return noKeys;
  const slots = slotsOf(document, index.paths);
  if (slots.every((slot) => slot.at !== 'array')) {
    if (isLeftOut(index, slots)) return noKeys;
    const key = encode(index, slots);
    return { keys: [key], arrays: null, cut: key.length > maxKeyBytes };
  }
  const keys = new Map<string, Uint8Array>();
  const arrays = spreadKeys(index, slots, (found) => addKey(keys, encode(index, found)));
  const list = [...keys.values()];
  return { keys: list, arrays, cut: list.some((key) => key.length > maxKeyBytes) };
}

/** The values that `key` stands for in the document, path by path; undefined where a field is missing. */
export function valuesOfKey(index: IndexState, document: Uint8Array, key: Uint8Array): readonly (RawValue | undefined)[] {
  let values: (RawValue | undefined)[] = [];
  spreadKeys(index, slotsOf(document, index.paths), (slots) => {
    if (compareBytes(encode(index, slots), key) === 0) values = slots.map((slot) => (slot.at === 'value' ? slot.value : undefined));
  });
  return values;
}

/** Calls `emit` for each key of the document; answers which paths met an array. */
function spreadKeys(index: IndexState, slots: readonly Slot[], emit: (slots: readonly Slot[]) => void): readonly boolean[] {
  const arrays = slots.map(() => false);
  const note = (found: readonly Slot[]): void => {
    for (const [i, slot] of found.entries()) if (slot.at === 'array') arrays[i] = true;
  };
  spread(
    {
      paths: index.paths,
      note,
      emit: (found) => (isLeftOut(index, found) ? undefined : emit(found)),
      refuse: (found) => refuseParallel(index, found),
    },
    slots,
  );
  return arrays;
}

function addKey(keys: Map<string, Uint8Array>, key: Uint8Array): void {
  keys.set(keyText(key), key);
}

function isLeftOut(index: IndexState, slots: readonly Slot[]): boolean {
  return index.sparse === true && slots.every((slot) => slot.at === 'missing');
}

function refuseParallel(index: IndexState, slots: readonly Slot[]): never {
  const names = index.key.filter((_, i) => slots[i]?.at === 'array').map(({ path }) => `[${path.split('.').at(-1)}]`);
  throw new MongoError('CannotIndexParallelArrays', `cannot index parallel arrays ${names.reverse().join(' ')}`);
}

function encode(index: IndexState, slots: readonly Slot[]): Uint8Array {
  writer.reset();
  for (const [i, slot] of slots.entries()) writer.value(slot.at === 'value' ? slot.value : undefined, index.key[i]?.descending ?? false);
  return writer.finish();
}
