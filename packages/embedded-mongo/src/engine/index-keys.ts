import { compareBytes } from '../bson/compare.ts';
import { KeyWriter } from '../bson/key.ts';
import type { RawValue } from '../bson/walk.ts';
import { MongoError } from '../errors.ts';
import { keyText, maxKeyBytes } from '../store/keys.ts';
import { type Slot, spreadSlots, walkPaths } from '../value/spread-path.ts';
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
  const slots = walkPaths(document, index.paths);
  if (slots.every((slot) => slot.at !== 'array')) {
    if (isLeftOut(index, slots)) return noKeys;
    const key = encode(index, slots);
    return { keys: [key], arrays: null, cut: key.length > maxKeyBytes };
  }
  const keys = new Map<string, Uint8Array>();
  const arrays = slots.map(spreadsArray);
  spreadKeys(index, slots, (key) => keys.set(keyText(key), key));
  const list = [...keys.values()];
  return { keys: list, arrays: arrays.includes(true) ? arrays : null, cut: list.some((key) => key.length > maxKeyBytes) };
}

/** The values that `key` stands for in the document, path by path; undefined where a field is missing. */
export function valuesOfKey(index: IndexState, document: Uint8Array, key: Uint8Array): readonly (RawValue | undefined)[] {
  let values: (RawValue | undefined)[] = [];
  spreadKeys(index, walkPaths(document, index.paths), (found, slots) => {
    if (compareBytes(found, key) === 0) values = slots.map((slot) => (slot.at === 'value' ? slot.value : undefined));
  });
  return values;
}

function spreadKeys(index: IndexState, slots: readonly Slot[], take: (key: Uint8Array, slots: readonly Slot[]) => void): void {
  spreadSlots(
    {
      paths: index.paths,
      take: (found) => {
        if (!isLeftOut(index, found)) take(encode(index, found), found);
      },
      parallel: (found) => parallelError(index, found),
    },
    slots,
  );
}

/** Does the path give several keys? An element that is named by its number gives one. */
function spreadsArray(slot: Slot): boolean {
  return slot.at === 'array' && (!slot.named || spreadsArray(slot.named));
}

function isLeftOut(index: IndexState, slots: readonly Slot[]): boolean {
  return index.sparse === true && slots.every((slot) => slot.at === 'missing');
}

function parallelError(index: IndexState, slots: readonly Slot[]): MongoError {
  const names = index.key.flatMap(({ path }, i) => {
    const slot = slots[i];
    return slot?.at === 'array' ? [`[${path.split('.')[slot.depth - 1]}]`] : [];
  });
  return new MongoError('CannotIndexParallelArrays', `cannot index parallel arrays ${names.slice(0, 2).reverse().join(' ')}`);
}

function encode(index: IndexState, slots: readonly Slot[]): Uint8Array {
  writer.reset();
  for (const [i, slot] of slots.entries()) writer.value(slot.at === 'value' ? slot.value : undefined, index.key[i]?.descending ?? false);
  return writer.finish();
}
