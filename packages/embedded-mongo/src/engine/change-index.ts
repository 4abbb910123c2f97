import { MongoError } from '../errors.ts';
import { showDoc } from '../value/show.ts';
import type { IndexState } from './collection.ts';
import { inOneBatch } from './collections.ts';
import { isSameKey, keyPattern } from './index-conflicts.ts';
import type { EngineParts } from './parts.ts';
import type { IndexChange, IndexSpec, Namespace } from './types.ts';

/** Changes an index where it stands and answers what it was before. */
export function changeIndex(parts: EngineParts, namespace: Namespace, change: IndexChange): Promise<IndexSpec> {
  return inOneBatch(parts, (writer) => {
    const collection = parts.catalog.find(namespace);
    if (!collection) throw new MongoError('NamespaceNotFound', 'ns does not exist');
    const index = findIndex(collection.indexes, namespace, change.which);
    if (change.hidden && index.name === '_id_') throw new MongoError('BadValue', "can't hide _id index");
    if (change.expireAfterSeconds !== undefined) refuseTtl(index);
    const before = { ...index };
    writer.change(
      () => {
        index.hidden = (change.hidden ?? index.hidden) || undefined;
        index.expireAfterSeconds = change.expireAfterSeconds ?? index.expireAfterSeconds;
        collection.version++;
      },
      () => {
        index.hidden = before.hidden;
        index.expireAfterSeconds = before.expireAfterSeconds;
      },
    );
    writer.save(collection);
    return before;
  });
}

function findIndex(indexes: readonly IndexState[], { db, coll }: Namespace, which: IndexChange['which']): IndexState {
  const named = typeof which === 'string';
  const found = indexes.find(({ name, key }) => (named ? name === which : isSameKey(key, which)));
  if (found) return found;
  throw new MongoError('IndexNotFound', `cannot find index ${named ? which : showDoc(keyPattern(which))} for ns ${db}.${coll}`);
}

function refuseTtl({ name, key }: IndexState): void {
  if (key.length > 1) throw new MongoError('InvalidOptions', 'TTL indexes are single-field indexes, compound indexes do not support TTL');
  if (name === '_id_') throw new MongoError('InvalidOptions', 'the _id field does not support TTL indexes');
}
