import { MongoError } from '../errors.ts';
import { afterPrefix, recordKey, treeKey } from '../store/keys.ts';
import type { BatchWriter } from './batch-writer.ts';
import type { CollectionState } from './collection.ts';
import type { EngineParts } from './parts.ts';
import { targetOf } from './target.ts';
import { openTransactionOf } from './transaction.ts';
import type { CollectionStats, Engine, Namespace } from './types.ts';
import { toValidation } from './validation.ts';
import { removeView, viewOf } from './views.ts';
import type { Writer } from './writer.ts';

type Collections = Pick<
  Engine,
  'createCollection' | 'dropCollection' | 'dropDatabase' | 'renameCollection' | 'listCollections' | 'listDatabases' | 'collectionStats'
>;

/** The engine's collections and databases. */
export function createCollections(parts: EngineParts): Collections {
  const { catalog, file } = parts;
  return {
    createCollection: async (namespace, options = {}, context = {}) => {
      const transaction = openTransactionOf(context.transaction);
      const create = (writer: Writer) => {
        const target = targetOf(parts, namespace, transaction);
        if (viewOf(catalog, namespace, file.latest)) throw viewExists(namespace);
        if (target.find()) throw namespaceExists(namespace);
        const collection = target.collection(writer);
        collection.validationOptions = options;
        collection.validation = toValidation(options);
        if (!transaction) catalog.write(writer.view, collection);
      };
      if (transaction) create(transaction);
      else await inOneBatch(parts, create);
    },
    dropCollection: async (namespace) => {
      const dropped = await inOneBatch(parts, (writer): { indexes?: number } | null => {
        const collection = catalog.find(namespace);
        if (!collection) return removeView(writer, catalog, namespace) ? {} : null;
        drop(parts, writer, collection);
        return { indexes: collection.indexes.length };
      });
      if (dropped?.indexes) emptyDiscarded(parts);
      return dropped;
    },
    dropDatabase: async (db) => {
      await inOneBatch(parts, (writer) => {
        for (const collection of catalog.of(db)) drop(parts, writer, collection);
      });
      emptyDiscarded(parts);
    },
    renameCollection: (from, to, { dropTarget }) => inOneBatch(parts, (writer) => rename(parts, writer, { from, to, dropTarget })),
    listCollections: (db) =>
      catalog.of(db).map(({ namespace, uuid, validationOptions }) => ({ name: namespace.coll, uuid, validation: validationOptions })),
    listDatabases: () => catalog.names().map((name) => ({ name, bytes: catalog.of(name).reduce((sum, { size }) => sum + size, 0) })),
    collectionStats: (namespace) => {
      const collection = catalog.find(namespace);
      return collection ? statsOf(parts, collection) : null;
    },
  };
}

/** Runs `write` once in a batch of the queue. */
export function inOneBatch<T>(parts: EngineParts, write: (writer: BatchWriter) => T): Promise<T> {
  let result: { readonly value: T } | null = null;
  return parts.queue.submit<T>({
    step: (writer) => {
      result = { value: write(writer) };
      return true;
    },
    result: () => (result as { readonly value: T }).value,
  });
}

function drop({ catalog }: EngineParts, writer: BatchWriter, collection: CollectionState): void {
  catalog.erase(writer.view, collection);
  writer.change(
    () => {
      collection.dropped = true;
      collection.version++;
      catalog.remove(collection);
    },
    () => {
      collection.dropped = false;
      catalog.add(collection);
    },
  );
}

function rename(
  parts: EngineParts,
  writer: BatchWriter,
  { from, to, dropTarget }: { readonly from: Namespace; readonly to: Namespace; readonly dropTarget: boolean },
): void {
  const { catalog } = parts;
  const collection = catalog.find(from);
  if (viewOf(catalog, from, writer.view)) throw new MongoError('CommandNotSupportedOnView', `cannot rename view: ${from.db}.${from.coll}`);
  if (viewOf(catalog, to, writer.view)) {
    throw new MongoError('NamespaceExists', `a view already exists with that name: ${to.db}.${to.coll}`);
  }
  if (!collection) throw new MongoError('NamespaceNotFound', `Source collection ${from.db}.${from.coll} does not exist`);
  const target = catalog.find(to);
  if (target && !dropTarget) throw new MongoError('NamespaceExists', 'target namespace exists');
  if (target) drop(parts, writer, target);
  const renamed: CollectionState = { ...collection, namespace: to, since: writer.number };
  catalog.move(writer.view, collection, renamed);
  writer.change(
    () => {
      collection.dropped = true;
      collection.version++;
      catalog.remove(collection);
      catalog.add(renamed);
    },
    () => {
      collection.dropped = false;
      catalog.remove(renamed);
      catalog.add(collection);
    },
  );
}

const treeKeysAtOnce = 2000;

/** Empties the trees that dropped collections and indexes left, a piece per batch, in the background; what a stop leaves is gone on with later. */
export function emptyDiscarded(parts: EngineParts): void {
  const { catalog, file } = parts;
  for (const tree of catalog.discarded(file.latest)) {
    if (parts.emptying.has(tree)) continue;
    parts.emptying.add(tree);
    const job = {
      step: (writer: BatchWriter, until: number) => {
        while (!emptyTree(writer, tree)) {
          if (parts.open.closing) return true;
          if (performance.now() >= until) return false;
        }
        catalog.forgetTree(writer.view, tree);
        return true;
      },
      result: () => undefined,
    };
    const forget = () => parts.emptying.delete(tree);
    void parts.queue.submit(job).then(forget, forget);
  }
}

/** Takes some keys out of a tree; answers true when it is empty. */
function emptyTree(writer: BatchWriter, tree: number): boolean {
  const prefix = treeKey(tree, new Uint8Array(0));
  const keys: Uint8Array[] = [];
  const found = writer.view.keys({ low: prefix, high: afterPrefix(prefix) });
  for (let next = found.next(); !next.done && keys.length < treeKeysAtOnce; next = found.next()) keys.push(next.value);
  found.return?.();
  for (const key of keys) writer.view.remove(key);
  return keys.length < treeKeysAtOnce;
}

function statsOf({ file }: EngineParts, collection: CollectionState): CollectionStats {
  const indexes = collection.indexes.map((index) => {
    const keys = file.latest.count({ low: recordKey(index.tree, 0), high: recordKey(index.tree + 1, 0) });
    return { name: index.name, keys, size: keys * bytesPerKey };
  });
  return { count: collection.count, size: collection.size, indexes };
}

/** A rough size of an index entry with its share of the page. */
const bytesPerKey = 48;

function viewExists({ db, coll }: Namespace): MongoError {
  return new MongoError('NamespaceExists', `A view already exists. NS: ${db}.${coll}`);
}

function namespaceExists({ db, coll }: Namespace): MongoError {
  return new MongoError('NamespaceExists', `Collection ${db}.${coll} already exists.`);
}
