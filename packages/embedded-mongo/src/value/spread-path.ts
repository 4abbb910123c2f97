import type { Path, PathStep } from '../bson/path.ts';
import { bsonType } from '../bson/types.ts';
import { elementAt, elementsOf, findField, type RawValue } from '../bson/walk.ts';
import { MongoError } from '../errors.ts';
import { readValue } from './read.ts';
import { showDoc } from './show.ts';
import type { Value } from './value.ts';

/** Where a path stands in a document while its arrays are being spread out. */
export type Slot =
  | { readonly at: 'value'; readonly value: RawValue }
  | { readonly at: 'missing' }
  /** `depth` is the step of the path after the array; `named` what that step means where it is the number of an element. */
  | { readonly at: 'array'; readonly array: RawValue; readonly depth: number; readonly named: Slot | undefined };

/** What becomes of the spread paths of a document. */
export type Spreading = {
  readonly paths: readonly Path[];
  /** Takes one combination of values; there is no array left in it. */
  readonly take: (slots: readonly Slot[]) => void;
  /** The error for paths that meet different arrays: `slots` are where they stand. */
  readonly parallel: (slots: readonly Slot[]) => MongoError;
};

const missing: Slot = { at: 'missing' };

/** What an empty array counts as: `undefined`, which sorts before null. */
const emptyArray: RawValue = { type: bsonType.undefined, bytes: new Uint8Array(0), start: 0, end: 0 };

/** Where paths stand before any array is spread out. Throws 16746 where a number might be an element's place or a field's name. */
export function walkPaths(document: Uint8Array, paths: readonly Path[]): Slot[] {
  return paths.map((path) => walkPath(document, 0, path, 0));
}

/**
 * Spreads the arrays that the paths meet, as the keys of an index and of a sort have it: all paths go through the same array together,
 * element by element; a number names an element, and an array that is such an element counts whole.
 */
export function spreadSlots(to: Spreading, slots: readonly Slot[]): void {
  const array = sharedArray(to, slots);
  if (!array) return to.take(slots);
  const elements = slots.some((slot) => slot.at === 'array' && !slot.named) ? elementsOf(array.bytes, array.start) : [];
  for (const element of elements.length > 0 ? elements : [undefined]) {
    spreadSlots(
      to,
      slots.map((slot, i) => (slot.at === 'array' ? (slot.named ?? intoElement(element, to.paths[i] as Path, slot.depth)) : slot)),
    );
  }
}

function sharedArray(to: Spreading, slots: readonly Slot[]): RawValue | undefined {
  let found: RawValue | undefined;
  for (const slot of slots) {
    if (slot.at !== 'array') continue;
    found ??= slot.array;
    if (found.start !== slot.array.start) throw to.parallel(slots);
  }
  return found;
}

function walkPath(bytes: Uint8Array, start: number, path: Path, depth: number): Slot {
  let next = depth;
  let value = findField(bytes, start, (path[next++] as PathStep).name);
  while (value) {
    if (value.type === bsonType.array) return toArray(value, path, next);
    if (next === path.length) return { at: 'value', value };
    if (value.type !== bsonType.object) break;
    value = findField(bytes, value.start, (path[next++] as PathStep).name);
  }
  return missing;
}

function toArray(array: RawValue, path: Path, depth: number): Slot {
  const step = path[depth];
  const element = step && step.index >= 0 ? elementAt(array.bytes, array.start, step.index) : undefined;
  if (!step || !element) return { at: 'array', array, depth, named: undefined };
  refuseAmbiguous(array, step);
  return { at: 'array', array, depth, named: named(element, path, depth + 1) };
}

function named(element: RawValue, path: Path, depth: number): Slot {
  if (depth === path.length) return { at: 'value', value: isEmptyArray(element) ? emptyArray : element };
  if (element.type === bsonType.array) return toArray(element, path, depth);
  return intoElement(element, path, depth);
}

function intoElement(element: RawValue | undefined, path: Path, depth: number): Slot {
  if (depth === path.length) return { at: 'value', value: element ?? emptyArray };
  if (element?.type === bsonType.object) return walkPath(element.bytes, element.start, path, depth);
  return missing;
}

function refuseAmbiguous(array: RawValue, { name, index }: PathStep): void {
  const elements = elementsOf(array.bytes, array.start);
  if (!elements.some(({ type, bytes, start }) => type === bsonType.object && findField(bytes, start, name))) return;
  const shown = new Map(elements.map(({ type, bytes, start }, i): [string, Value] => [`${i}`, readValue(type, bytes, start)]));
  const advice = '(do not use numeric field names in embedded elements in an array)';
  throw new MongoError(16746, `Ambiguous field name found in array ${advice}, field: '${index}' for array: ${showDoc(shown)}`);
}

function isEmptyArray({ type, bytes, start }: RawValue): boolean {
  return type === bsonType.array && bytes[start + 4] === 0;
}
