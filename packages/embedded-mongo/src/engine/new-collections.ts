import { MongoError } from '../errors.ts';
import { recordKey } from '../store/keys.ts';
import type { ReadView } from '../store/view.ts';
import type { BatchWriter } from './batch-writer.ts';
import type { Catalog } from './catalog.ts';
import { writeConflict } from './claims.ts';
import type { CollectionState } from './collection.ts';
import { addToCatalog, refuseSystemName } from './target.ts';
import type { IndexSpec, Namespace } from './types.ts';

/** The collections that a transaction makes. Nobody else sees them before its commit. */
export class NewCollections {
  private readonly catalog: Catalog;
  private readonly made = new Map<string, CollectionState>();

  constructor(catalog: Catalog) {
    this.catalog = catalog;
  }

  get size(): number {
    return this.made.size;
  }

  find(namespace: Namespace): CollectionState | undefined {
    return this.made.get(nameOf(namespace));
  }

  create(namespace: Namespace): CollectionState {
    refuseSystemName(namespace);
    const collection = this.catalog.draft(namespace);
    this.made.set(nameOf(namespace), collection);
    return collection;
  }

  /** Throws OperationNotSupportedInTransaction for a collection that has documents. */
  refuseFilled({ tree, namespace }: CollectionState, view: ReadView): void {
    if (view.count({ low: recordKey(tree, 0), high: recordKey(tree + 1, 0) }) > 0)
      throw noNewIndexes(`non-empty collection ${nameOf(namespace)}`);
  }

  /** Adds an index to a new collection. */
  addIndex(collection: CollectionState, spec: IndexSpec): void {
    collection.indexes = [...collection.indexes, this.catalog.draftIndex(spec)];
  }

  /** At the commit: writes their entries. Throws WriteConflict when another made one of that name meanwhile. */
  write(writer: BatchWriter): void {
    for (const collection of this.made.values()) if (this.catalog.find(collection.namespace)) throw writeConflict();
    for (const collection of this.made.values()) addToCatalog(this.catalog, writer, collection);
  }
}

/** What MongoDB answers to a transaction that wants to index what it did not make itself. */
export function noNewIndexes(where: string): MongoError {
  return new MongoError('OperationNotSupportedInTransaction', `Cannot create new indexes on ${where} in a multi-document transaction.`);
}

function nameOf({ db, coll }: Namespace): string {
  return `${db}.${coll}`;
}
