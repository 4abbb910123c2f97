import type { BatchWriter } from './batch-writer.ts';
import type { Catalog } from './catalog.ts';
import type { CollectionState } from './collection.ts';
import type { Namespace } from './types.ts';
import type { Writer } from './writer.ts';

/** The collection that a job writes to. */
export interface Target {
  readonly now: () => number;
  find(): CollectionState | undefined;
  /** The collection, made in this batch when missing. */
  collection(writer: Writer): CollectionState;
}

/** The collection called `namespace`. */
export function targetOf(catalog: Catalog, namespace: Namespace, now: () => number): Target {
  return {
    now,
    find: () => catalog.find(namespace),
    collection: (writer) => catalog.find(namespace) ?? createIn(catalog, writer as BatchWriter, namespace),
  };
}

/** Makes a collection in this batch; those after it see it at once. */
export function createIn(catalog: Catalog, writer: BatchWriter, namespace: Namespace): CollectionState {
  const collection = catalog.create(writer.view, namespace);
  writer.change(
    () => catalog.add(collection),
    () => catalog.remove(collection),
  );
  return collection;
}
