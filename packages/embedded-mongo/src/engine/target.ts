import { MongoError } from '../errors.ts';
import type { BatchWriter } from './batch-writer.ts';
import type { Catalog } from './catalog.ts';
import type { CollectionState } from './collection.ts';
import type { EngineParts } from './parts.ts';
import type { OpenTransaction } from './transaction.ts';
import type { Namespace } from './types.ts';
import { refuseView } from './views.ts';
import type { Writer } from './writer.ts';

/** The collection that a job writes to. */
export interface Target {
  readonly now: () => number;
  find(): CollectionState | undefined;
  /** The collection, made in this batch or transaction when missing. */
  collection(writer: Writer): CollectionState;
}

/** The collection called `namespace`, as a batch or a transaction finds it. */
export function targetOf({ catalog, file, now }: EngineParts, namespace: Namespace, transaction: OpenTransaction | undefined): Target {
  const there = transaction ? () => transaction.find(namespace) : () => catalog.find(namespace);
  const find = () => {
    const found = there();
    if (!found) refuseView(catalog, namespace, file.latest);
    return found;
  };
  if (transaction) return { now, find, collection: () => find() ?? transaction.create(namespace) };
  return { now, find, collection: (writer) => find() ?? createIn(catalog, writer as BatchWriter, namespace) };
}

/** Makes a collection in this batch; those after it see it at once. Throws InvalidNamespace for a name that is the server's own. */
export function createIn(catalog: Catalog, writer: BatchWriter, namespace: Namespace): CollectionState {
  refuseSystemName(namespace);
  const collection = catalog.draft(namespace);
  addToCatalog(catalog, writer, collection);
  return collection;
}

/** Writes a new collection's entry and lets the rest of the batch see it. */
export function addToCatalog(catalog: Catalog, writer: BatchWriter, collection: CollectionState): void {
  catalog.create(writer.view, collection);
  collection.since = writer.number;
  writer.change(
    () => catalog.add(collection),
    () => catalog.remove(collection),
  );
}

/** Throws InvalidNamespace for `system.…`, but for `system.js`, which is a collection like any other. */
export function refuseSystemName({ db, coll }: Namespace): void {
  if (coll.startsWith('system.') && coll !== 'system.js')
    throw new MongoError('InvalidNamespace', `Invalid system namespace: ${db}.${coll}`);
}
