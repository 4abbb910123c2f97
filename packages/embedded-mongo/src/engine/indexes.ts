import { UUID } from 'bson';
import { MongoError } from '../errors.ts';
import type { SortField } from '../query/types.ts';
import { showDoc } from '../value/show.ts';
import type { BatchWriter } from './batch-writer.ts';
import { BuildJob } from './build-job.ts';
import { changeIndex } from './change-index.ts';
import type { CollectionState, IndexState } from './collection.ts';
import { toIndexState } from './collection.ts';
import { emptyDiscarded, inOneBatch } from './collections.ts';
import { isIndexThere, isSameKey, keyPattern, showIndexSpec } from './index-conflicts.ts';
import type { EngineParts } from './parts.ts';
import { createIn } from './target.ts';
import type { Engine, IndexInfo, IndexSpec, Namespace } from './types.ts';

/** At most this many indexes per collection, as MongoDB. */
const maxIndexes = 64;

/** The engine's indexes. */
export function createIndexing(parts: EngineParts): Pick<Engine, 'createIndexes' | 'dropIndexes' | 'changeIndex' | 'listIndexes'> {
  const { catalog } = parts;
  return {
    createIndexes: async (namespace, specs) => {
      const { collection, added, ...counts } = await inOneBatch(parts, (writer) => begin(parts, writer, { namespace, specs }));
      if (added.length > 0) await build(parts, collection, added);
      return counts;
    },
    dropIndexes: async (namespace, which) => {
      const before = await inOneBatch(parts, (writer) => {
        const collection = catalog.find(namespace);
        if (!collection) throw new MongoError('NamespaceNotFound', `ns not found ${namespace.db}.${namespace.coll}`);
        const { length } = collection.indexes;
        removeIndexes(parts, writer, { collection, indexes: selectIndexes(collection, which) });
        return length;
      });
      emptyDiscarded(parts);
      return { before };
    },
    changeIndex: (namespace, change) => changeIndex(parts, namespace, change),
    listIndexes: (namespace) => catalog.find(namespace)?.indexes.map(toInfo) ?? null,
  };
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

function begin(parts: EngineParts, writer: BatchWriter, { namespace, specs }: { namespace: Namespace; specs: readonly IndexSpec[] }) {
  const { catalog } = parts;
  const existing = catalog.find(namespace);
  const collection = existing ?? createIn(catalog, writer, namespace);
  const before = collection.indexes;
  const added: IndexState[] = [];
  for (const spec of specs) {
    if (isIndexThere(before, spec)) continue;
    refuseTwins(added, spec);
    added.push(toIndexState(spec, catalog.newTree(writer.view), { ready: false }));
  }
  if (before.length + added.length > maxIndexes) {
    throw new MongoError(
      'CannotCreateIndex',
      `add index fails, too many indexes for ${namespace.db}.${namespace.coll} key:${added.at(-1)?.name}`,
    );
  }
  if (added.length > 0) setIndexes(writer, collection, [...before, ...added]);
  return { collection, added, before: before.length, after: before.length + added.length, createdCollection: !existing };
}

/** One request may not ask for the same index, or for the same name, twice. */
function refuseTwins(added: readonly IndexState[], spec: IndexSpec): void {
  if (isIndexThere(added, spec))
    throw new MongoError('OperationFailed', 'Cannot build two identical indexes. Try again without duplicate indexes.');
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
function selectIndexes({ indexes }: CollectionState, which: '*' | readonly string[] | readonly SortField[]): IndexState[] {
  if (which === '*') return indexes.slice(1);
  const selected = isNames(which) ? which.map((name) => byName(indexes, name)) : [byKey(indexes, which)];
  if (selected.some(({ name }) => name === '_id_')) throw new MongoError('InvalidOptions', 'cannot drop _id index');
  return selected;
}

function isNames(which: readonly string[] | readonly SortField[]): which is readonly string[] {
  return typeof which[0] !== 'object';
}

function byName(indexes: readonly IndexState[], name: string): IndexState {
  const found = indexes.find((index) => index.name === name);
  if (!found) throw new MongoError('IndexNotFound', `index not found with name [${name}]`);
  return found;
}

function byKey(indexes: readonly IndexState[], key: readonly SortField[]): IndexState {
  const [found, ...others] = indexes.filter((index) => isSameKey(index.key, key));
  const shown = showDoc(keyPattern(key));
  if (!found) throw new MongoError('IndexNotFound', `can't find index with key: ${shown}`);
  if (others.length === 0) return found;
  const conflicting = `Conflicting indexes: ${[found, ...others].map(showIndexSpec).join(', ')}`;
  throw new MongoError(
    'AmbiguousIndexKeyPattern',
    `${others.length + 1} indexes found for key: ${shown}, identify by name instead. ${conflicting}`,
  );
}

function toInfo({ name, key, unique, sparse, hidden, background, partial, expireAfterSeconds, ready, multikey }: IndexState): IndexInfo {
  return { name, key, unique, sparse, hidden, background, partial, expireAfterSeconds, ready, multikey };
}
