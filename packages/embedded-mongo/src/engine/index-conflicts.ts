import { compareBytes } from '../bson/compare.ts';
import { MongoError } from '../errors.ts';
import type { SortField } from '../query/types.ts';
import { readDoc } from '../value/read.ts';
import { showDoc } from '../value/show.ts';
import type { Value } from '../value/value.ts';
import type { IndexSpec } from './types.ts';

/** Is an equal index there already? Throws IndexOptionsConflict or IndexKeySpecsConflict for one that is nearly equal. */
export function isIndexThere(indexes: readonly IndexSpec[], spec: IndexSpec): boolean {
  const named = indexes.find(({ name }) => name === spec.name);
  if (named) return isSameNamed(named, spec);
  const alike = indexes.find((index) => isAlike(index, spec));
  if (!alike) return false;
  if (alike.name === '_id_') return true;
  const asked = `Requested index: ${showIndexSpec(spec)}, existing index: ${showIndexSpec(alike)}`;
  throw new MongoError(
    'IndexOptionsConflict',
    hasSameOptions(alike, spec)
      ? `Index already exists with a different name: ${alike.name}`
      : `An equivalent index already exists with a different name and options. ${asked}`,
  );
}

function isSameNamed(named: IndexSpec, spec: IndexSpec): true {
  const asked = `Requested index: ${showIndexSpec(spec)}, existing index: ${showIndexSpec(named)}`;
  if (!isAlike(named, spec)) {
    const advice =
      'When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation.';
    throw new MongoError('IndexKeySpecsConflict', `An existing index has the same name as the requested index. ${advice} ${asked}`);
  }
  if (!hasSameOptions(named, spec))
    throw new MongoError('IndexOptionsConflict', `An equivalent index already exists with the same name but different options. ${asked}`);
  return true;
}

/** Equal in what tells indexes apart: two that differ in nothing else cannot both be there. */
function isAlike(a: IndexSpec, b: IndexSpec): boolean {
  if (!isSameKey(a.key, b.key) || !isSamePartial(a, b)) return false;
  return a.name === '_id_' || (!a.unique === !b.unique && !a.sparse === !b.sparse);
}

/** Whether an index is hidden does not count. */
function hasSameOptions(a: IndexSpec, b: IndexSpec): boolean {
  return a.expireAfterSeconds === b.expireAfterSeconds;
}

/** Are two key patterns the same? */
export function isSameKey(a: readonly SortField[], b: readonly SortField[]): boolean {
  return a.length === b.length && a.every(({ path, descending }, i) => path === b[i]?.path && descending === b[i]?.descending);
}

function isSamePartial(a: IndexSpec, b: IndexSpec): boolean {
  if (!a.partial || !b.partial) return a.partial === b.partial;
  return compareBytes(a.partial.raw, b.partial.raw) === 0;
}

/** An index as MongoDB's messages show it. */
export function showIndexSpec({ key, name, unique, sparse, partial, expireAfterSeconds }: IndexSpec): string {
  const shown: [string, Value][] = [['v', 2]];
  if (unique && name !== '_id_') shown.push(['unique', true]);
  shown.push(['key', keyPattern(key)], ['name', name]);
  if (sparse) shown.push(['sparse', true]);
  if (partial) shown.push(['partialFilterExpression', readDoc(partial.raw)]);
  if (expireAfterSeconds !== undefined) shown.push(['expireAfterSeconds', expireAfterSeconds]);
  return showDoc(new Map(shown));
}

/** A key pattern as a document. */
export function keyPattern(key: readonly SortField[]): Map<string, Value> {
  return new Map(key.map(({ path, descending }) => [path, descending ? -1 : 1]));
}
