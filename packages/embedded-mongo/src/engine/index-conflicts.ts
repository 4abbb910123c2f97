import { compareBytes } from '../bson/compare.ts';
import { MongoError } from '../errors.ts';
import { readDoc } from '../value/read.ts';
import { showDoc } from '../value/show.ts';
import type { IndexField, IndexSpec } from './types.ts';

/**
 * Is an equal index there already? What tells indexes apart is their key pattern, `unique`, `sparse` and the partial filter.
 * Throws IndexKeySpecsConflict for another index of the same name, and IndexOptionsConflict for an equal one that is called or expires otherwise.
 */
export function isThere(indexes: readonly IndexSpec[], spec: IndexSpec): boolean {
  if (isIdKey(spec.key)) return true;
  const named = indexes.find(({ name }) => name === spec.name);
  if (named) {
    if (!isSameIndex(named, spec)) {
      throw new MongoError(
        'IndexKeySpecsConflict',
        `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. ${showBoth(spec, named)}`,
      );
    }
    if (named.expireAfterSeconds === spec.expireAfterSeconds) return true;
    throw optionsConflict(`An equivalent index already exists with the same name but different options. ${showBoth(spec, named)}`);
  }
  const alike = indexes.find((index) => isSameIndex(index, spec));
  if (!alike) return false;
  throw optionsConflict(
    alike.expireAfterSeconds === spec.expireAfterSeconds
      ? `Index already exists with a different name: ${alike.name}`
      : `An equivalent index already exists with a different name and options. ${showBoth(spec, alike)}`,
  );
}

/** Are two key patterns equal? */
export function isSameKey(a: readonly IndexField[], b: readonly IndexField[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ path, descending, weight }, i) => path === b[i]?.path && descending === b[i]?.descending && weight === b[i]?.weight)
  );
}

/** A key pattern as errors show it. */
export function showKey(key: readonly IndexField[]): string {
  if (key.length === 0) return '{}';
  return `{ ${key.map(({ path, descending, weight }) => `${path}: ${weight ?? (descending ? -1 : 1)}`).join(', ')} }`;
}

/** An index as errors show it. */
export function showSpec({ key, name, unique, sparse, partial, expireAfterSeconds }: IndexSpec): string {
  const parts = [
    'v: 2',
    ...(unique && name !== '_id_' ? ['unique: true'] : []),
    `key: ${showKey(key)}`,
    `name: "${name}"`,
    ...(sparse ? ['sparse: true'] : []),
    ...(partial ? [`partialFilterExpression: ${showDoc(readDoc(partial.raw))}`] : []),
    ...(expireAfterSeconds === undefined ? [] : [`expireAfterSeconds: ${expireAfterSeconds}`]),
  ];
  return `{ ${parts.join(', ')} }`;
}

function isIdKey(key: readonly IndexField[]): boolean {
  return key.length === 1 && key[0]?.path === '_id';
}

function isSameIndex(a: IndexSpec, b: IndexSpec): boolean {
  return isSameKey(a.key, b.key) && !a.unique === !b.unique && !a.sparse === !b.sparse && isSamePartial(a, b);
}

function isSamePartial(a: IndexSpec, b: IndexSpec): boolean {
  if (!a.partial || !b.partial) return a.partial === b.partial;
  return compareBytes(a.partial.raw, b.partial.raw) === 0;
}

function showBoth(spec: IndexSpec, existing: IndexSpec): string {
  return `Requested index: ${showSpec(spec)}, existing index: ${showSpec(existing)}`;
}

function optionsConflict(message: string): MongoError {
  return new MongoError('IndexOptionsConflict', message);
}
