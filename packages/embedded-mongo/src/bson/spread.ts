import type { Path } from './path.ts';
import { bsonType } from './types.ts';
import { elementAt, elementsOf, findField, type RawValue } from './walk.ts';

/** Where one path stands while arrays are being spread out. */
export type Slot =
  | { readonly at: 'value'; readonly value: RawValue }
  | { readonly at: 'missing' }
  | { readonly at: 'array'; readonly array: RawValue; readonly depth: number };

/** How paths are spread: `emit` gets one value (or none) for each path, time after time; `refuse` is called where two paths meet different arrays. */
export interface Spreading {
  readonly paths: readonly Path[];
  readonly emit: (slots: readonly Slot[]) => void;
  /** Sees the paths each time that some stand at an array. */
  readonly note?: (slots: readonly Slot[]) => void;
  readonly refuse: (slots: readonly Slot[]) => never;
}

const emptyArray: RawValue = { type: bsonType.undefined, bytes: new Uint8Array(0), start: 0, end: 0 };

/** The first array, or the end, that each path comes to. */
export function slotsOf(document: Uint8Array, paths: readonly Path[]): Slot[] {
  return paths.map((path) => walk(document, 0, path, 0));
}

/**
 * Spreads arrays out by MongoDB's rules for indexes and sorts: an array stands for each of its elements in turn, together for all paths
 * that lead through it; an empty one is `undefined`; an element that is no document has none of the fields behind it.
 */
export function spread(to: Spreading, slots: readonly Slot[]): void {
  const array = theArray(to, slots);
  if (!array) return to.emit(slots);
  to.note?.(slots);
  const elements = elementsOf(array.bytes, array.start);
  for (const element of elements.length > 0 ? elements : [undefined]) {
    spread(
      to,
      slots.map((slot, i) => (slot.at === 'array' ? intoElement(element, to.paths[i] as Path, slot.depth) : slot)),
    );
  }
}

function theArray(to: Spreading, slots: readonly Slot[]): RawValue | null {
  let found: RawValue | null = null;
  for (const slot of slots) {
    if (slot.at !== 'array') continue;
    if (found && found.start !== slot.array.start) return to.refuse(slots);
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
