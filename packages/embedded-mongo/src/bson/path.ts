import { bsonType } from './types.ts';
import { eachElement, elementAt, findField, type RawValue } from './walk.ts';

/** One step of a dotted path. */
export interface PathStep {
  /** The name in UTF-8. */
  readonly name: Uint8Array;
  /** The array position it may also mean, or -1. */
  readonly index: number;
}

/** A dotted path that is ready to walk. */
export type Path = readonly PathStep[];

const encoder = new TextEncoder();

/** Splits `a.b.0` into steps. */
export function compilePath(path: string): Path {
  return path.split('.').map((name) => ({ name: encoder.encode(name), index: /^(0|[1-9]\d{0,8})$/.test(name) ? Number(name) : -1 }));
}

/**
 * Calls `visit` with what stands at `path`, as MongoDB's matching sees it: through objects by name; through arrays into each
 * element that is an object, and also by position where the step is a number. A leaf that is an array is given whole.
 * `undefined` is given for every branch on which the path ends early. Return false to stop; answers false when stopped.
 */
export function visitPath(bytes: Uint8Array, path: Path, visit: (value: RawValue | undefined) => boolean | undefined): boolean {
  return visitObject(bytes, 0, { path, visit }, 0);
}

interface Walk {
  readonly path: Path;
  readonly visit: (value: RawValue | undefined) => boolean | undefined;
}

function visitObject(bytes: Uint8Array, start: number, walk: Walk, depth: number): boolean {
  const step = walk.path[depth];
  return visitValue(step && findField(bytes, start, step.name), walk, depth + 1);
}

function visitValue(value: RawValue | undefined, walk: Walk, depth: number): boolean {
  if (depth === walk.path.length || value === undefined) return walk.visit(value) !== false;
  if (value.type === bsonType.object) return visitObject(value.bytes, value.start, walk, depth);
  if (value.type === bsonType.array) return visitArray(value, walk, depth);
  return walk.visit(undefined) !== false;
}

function visitArray(array: RawValue, walk: Walk, depth: number): boolean {
  const index = walk.path[depth]?.index ?? -1;
  if (index >= 0) {
    const element = elementAt(array.bytes, array.start, index);
    if (element && !visitValue(element, walk, depth + 1)) return false;
  }
  let going = true;
  eachElement(array.bytes, array.start, (element) => {
    if (element.type === bsonType.object) going = visitObject(element.bytes, element.start, walk, depth);
    return going;
  });
  return going;
}
