import { MongoError } from '../errors.ts';
import type { Doc, Value } from '../value/value.ts';

/** What is done to a projected document afterwards: find's own array operators. */
export type PostStep =
  | { readonly kind: 'slice'; readonly path: string; readonly skip: number | undefined; readonly limit: number }
  | { readonly kind: 'elemMatch'; readonly path: string; readonly find: (array: Value) => Value }
  | { readonly kind: 'position'; readonly path: string };

/** Cuts the arrays at the step's path. */
export function sliceArray(doc: Doc, step: Extract<PostStep, { kind: 'slice' }>): void {
  change(doc, step.path.split('.'), (value) => (Array.isArray(value) ? cut(value, step) : value));
}

function cut(array: readonly Value[], { skip, limit }: { skip: number | undefined; limit: number }): Value[] {
  if (skip === undefined) return limit >= 0 ? array.slice(0, limit) : array.slice(limit);
  const from = skip < 0 ? Math.max(0, array.length + skip) : skip;
  return array.slice(from, from + limit);
}

function change(value: Value, steps: readonly string[], apply: (value: Value) => Value): void {
  if (Array.isArray(value)) {
    for (const item of value) change(item, steps, apply);
    return;
  }
  if (!(value instanceof Map)) return;
  const [first, ...rest] = steps as [string, ...string[]];
  if (!value.has(first)) return;
  if (rest.length > 0) change(value.get(first), rest, apply);
  else value.set(first, apply(value.get(first)));
}

/** Puts the first element that matches in place of the array. */
export function elementMatch(doc: Doc, root: Doc, { path, find }: Extract<PostStep, { kind: 'elemMatch' }>): void {
  const found = find(root.get(path));
  if (found === undefined) doc.delete(path);
  else doc.set(path, found);
}

/** Keeps the element that fulfilled the query, of the first array on the path. Throws 51246 when none did. */
export function position(doc: Doc, { path }: { readonly path: string }, index: number | undefined): void {
  let container = doc;
  for (const step of path.split('.')) {
    const value = container.get(step);
    if (Array.isArray(value)) {
      container.set(step, [elementAt(value, index)]);
      return;
    }
    if (!(value instanceof Map)) return;
    container = value;
  }
}

function elementAt(array: readonly Value[], index: number | undefined): Value {
  if (index === undefined) throw noElement();
  if (index >= array.length)
    throw new MongoError(51247, "Executor error during find command :: caused by :: positional operator '.$' element mismatch");
  return array[index];
}

function noElement(): MongoError {
  return new MongoError(
    51246,
    "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
  );
}
