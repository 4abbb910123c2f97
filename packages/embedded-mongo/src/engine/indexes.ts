import { UUID } from 'bson';
import { MongoError } from '../errors.ts';
import type { BatchWriter } from './batch-writer.ts';
import { BuildJob } from './build-job.ts';
import type { CollectionState, IndexState } from './collection.ts';
import { toIndexState } from './collection.ts';
import { emptyDiscarded, inOneBatch } from './collections.ts';
import { isSameKey, isThere, showKey, showSpec } from './index-conflicts.ts';
import type { EngineParts } from './parts.ts';
import { createIn, refuseSystemName, targetOf } from './target.ts';
import { type OpenTransaction, openTransactionOf } from './transaction.ts';
import type { Engine, IndexField, IndexInfo, IndexSpec, Namespace, WhichIndexes } from './types.ts';

/** At most this many indexes per collection, as MongoDB. */
const maxIndexes = 64;

interface Wanted {
  readonly namespace: Namespace;
  readonly specs: readonly IndexSpec[];
}

/** The engine's indexes. */
export function createIndexing(parts: EngineParts): Pick<Engine, 'createIndexes' | 'dropIndexes' | 'listIndexes'> {
  const { catalog } = parts;
  return {
    createIndexes: async (namespace, specs, context = {}) => {
      const transaction = openTransactionOf(context.transaction);
      if (transaction) return createInTransaction(parts, transaction, { namespace, specs });
      const { collection, added, ...counts } = await inOneBatch(parts, (writer) => begin(parts, writer, { namespace, specs }));
      if (added.length > 0) await build(parts, collection, added);
      return counts;
    },
    dropIndexes: async (namespace, which) => {
      const before = await inOneBatch(parts, (writer) => {
        const collection = targetOf(parts, namespace, undefined).find();
        if (!collection) throw new MongoError('NamespaceNotFound', `ns not found ${namespace.db}.${namespace.coll}`);
        const { length } = collection.indexes;
        removeIndexes(parts, writer, { collection, indexes: selectIndexes(collection, which) });
        return length;
      });
      emptyDiscarded(parts);
      return { before };
    },
    listIndexes: (namespace) => catalog.find(namespace)?.indexes.map(toInfo) ?? null,
  };
}

function createInTransaction(parts: EngineParts, transaction: OpenTransaction, { namespace, specs }: Wanted) {
  const existing = toIndex(parts, namespace, transaction);
  const missing = missingOf(existing, specs);
  if (existing && missing.length > 0) transaction.refuseOldCollection(existing);
  refuseTwins(existing, missing);
  const collection = existing ?? transaction.create(namespace);
  const before = collection.indexes.length;
  for (const spec of missing) transaction.addIndex(collection, spec);
  const after = collection.indexes.length;
  return { before, after, createdCollection: !existing };
}

/** Builds indexes that the catalog already has as not ready; takes them out again when they cannot be built. */
export async function build(parts: EngineParts, collection: CollectionState, indexes: readonly IndexState[]): Promise<void> {
  try {
    await parts.queue.submit(new BuildJob(collection, indexes));
  } catch (error) {
    await inOneBatch(parts, (writer) => removeIndexes(parts, writer, { collection, indexes }));
    emptyDiscarded(parts);
    throw error instanceof MongoError ? buildError(collection, error) : error;
  }
}

/** The failure of a build, which MongoDB tells with the ids of the build and of the collection. */
function buildError({ namespace, uuid }: CollectionState, { code, message, extra }: MongoError): MongoError {
  const where = `Collection ${namespace.db}.${namespace.coll} ( ${new UUID(uuid)} )`;
  return new MongoError(code, `Index build failed: ${new UUID()}: ${where} :: caused by :: ${message}`, extra);
}

function begin(parts: EngineParts, writer: BatchWriter, { namespace, specs }: Wanted) {
  const { catalog } = parts;
  const existing = toIndex(parts, namespace, undefined);
  const missing = missingOf(existing, specs);
  refuseTwins(existing, missing);
  const collection = existing ?? createIn(catalog, writer, namespace);
  const before = collection.indexes;
  const added = missing.map((spec) => toIndexState(spec, catalog.newTree(writer.view), { ready: false }));
  if (before.length + added.length > maxIndexes) {
    throw new MongoError(
      'CannotCreateIndex',
      `add index fails, too many indexes for ${namespace.db}.${namespace.coll} key:${showKey(added.at(-1)?.key ?? [])}`,
    );
  }
  if (added.length > 0) setIndexes(writer, collection, [...before, ...added]);
  return { collection, added, before: before.length, after: before.length + added.length, createdCollection: !existing };
}

/** The collection, if there is one. Throws for a view, and for a new name that is the server's own. */
function toIndex(parts: EngineParts, namespace: Namespace, transaction: OpenTransaction | undefined): CollectionState | undefined {
  const existing = targetOf(parts, namespace, transaction).find();
  if (!existing) refuseSystemName(namespace);
  return existing;
}

/** The indexes that a collection, if there is one, does not have yet. */
function missingOf(collection: CollectionState | undefined, specs: readonly IndexSpec[]): IndexSpec[] {
  return specs.filter((spec) => !isThere(collection?.indexes ?? [], spec));
}

/** Throws when one request asks for an index, or for its name, twice. */
function refuseTwins(collection: CollectionState | undefined, specs: readonly IndexSpec[]): void {
  specs.forEach((spec, i) => {
    if (isThere(specs.slice(0, i), spec)) throw askedTwice(collection, spec);
  });
}

function askedTwice(collection: CollectionState | undefined, { name }: IndexSpec): MongoError {
  return collection?.count
    ? new MongoError('OperationFailed', 'Cannot build two identical indexes. Try again without duplicate indexes.')
    : new MongoError('IndexAlreadyExists', `Identical index already exists: ${name}`);
}

function setIndexes(writer: BatchWriter, collection: CollectionState, indexes: readonly IndexState[]): void {
  const before = collection.indexes;
  writer.change(
    () => {
      collection.indexes = indexes;
      collection.version++;
    },
    () => {
      collection.indexes = before;
    },
  );
  writer.save(collection);
}

function removeIndexes(
  { catalog }: EngineParts,
  writer: BatchWriter,
  { collection, indexes }: { collection: CollectionState; indexes: readonly IndexState[] },
): void {
  if (collection.dropped) return;
  for (const { tree } of indexes) catalog.discardTree(writer.view, tree);
  setIndexes(
    writer,
    collection,
    collection.indexes.filter((index) => !indexes.includes(index)),
  );
}

/** The indexes that dropIndexes means. Throws IndexNotFound, AmbiguousIndexKeyPattern, or InvalidOptions for `_id_`. */
function selectIndexes({ indexes }: CollectionState, which: WhichIndexes): IndexState[] {
  if (which === '*') return indexes.slice(1);
  const selected = 'names' in which ? which.names.map((name) => byName(indexes, name)) : [byKey(indexes, which.key)];
  if (selected.some(({ name }) => name === '_id_')) throw new MongoError('InvalidOptions', 'cannot drop _id index');
  return selected;
}

function byName(indexes: readonly IndexState[], name: string): IndexState {
  const found = indexes.find((index) => index.name === name);
  if (!found) throw new MongoError('IndexNotFound', `index not found with name [${name}]`);
  return found;
}

function byKey(indexes: readonly IndexState[], key: readonly IndexField[]): IndexState {
  const found = indexes.filter((index) => isSameKey(index.key, key));
  const [only] = found;
  if (!only) throw new MongoError('IndexNotFound', `can't find index with key: ${showKey(key)}`);
  if (found.length === 1) return only;
  throw new MongoError(
    'AmbiguousIndexKeyPattern',
    `${found.length} indexes found for key: ${showKey(key)}, identify by name instead. Conflicting indexes: ${found.map(showSpec).join(', ')}`,
  );
}

/** An index as reports show it. */
export function toInfo({
  name,
  key,
  version,
  background,
  unique,
  sparse,
  hidden,
  partial,
  expireAfterSeconds,
  ready,
  multikey,
}: IndexState): IndexInfo {
  return { name, key, version, background, unique, sparse, hidden, partial, expireAfterSeconds, ready, multikey };
}
