import type { RawValue } from '../bson/walk.ts';
import { MongoError } from '../errors.ts';
import { readValue } from '../value/read.ts';
import { showDoc } from '../value/show.ts';
import type { Doc } from '../value/value.ts';
import type { CollectionState, IndexState } from './collection.ts';

/** MongoDB's E11000 for a key that another document has; `keyPattern` and `keyValue` are `Doc`s. */
export function duplicateKey(collection: CollectionState, index: IndexState, values: readonly (RawValue | undefined)[]): MongoError {
  const { db, coll } = collection.namespace;
  const keyPattern: Doc = new Map(index.key.map(({ path, descending }) => [path, descending ? -1 : 1]));
  const keyValue: Doc = new Map(
    index.key.map(({ path }, i) => {
      const value = values[i];
      return [path, value ? readValue(value.type, value.bytes, value.start) : null];
    }),
  );
  const message = `E11000 duplicate key error collection: ${db}.${coll} index: ${index.name} dup key: ${showDoc(keyValue)}`;
  return new MongoError('DuplicateKey', message, { keyPattern, keyValue });
}
