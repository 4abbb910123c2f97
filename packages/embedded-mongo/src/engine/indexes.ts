import { compareBytes } from '../bson/compare.ts';
import { MongoError } from '../errors.ts';
import type { SortField } from '../query/types.ts';
import type { BatchWriter } from './batch-writer.ts';
import { BuildJob } from './build-job.ts';
import type { CollectionState, IndexState } from './collection.ts';
import { toIndexState } from './collection.ts';
import { emptyDiscarded, inOneBatch } from './collections.ts';
import type { EngineParts } from './parts.ts';
import { createIn } from './target.ts';
import { type OpenTransaction, openTransactionOf } from './transaction.ts';
import type { Engine, IndexInfo, IndexSpec, Namespace } from './types.ts';

/** At most this many indexes per collection, as MongoDB. */
const maxIndexes = 64;

/** The engine's indexes. */
export function createIndexing(parts: EngineParts): Pick<Engine, 'createIndexes' | 'dropIndexes' | 'listIndexes'> {
  const { catalog } = parts;
  return {
    createIndexes: async (namespace, specs, context = {}) => {
      const transaction = openTransactionOf(context.transaction);
      if (transaction) return createInTransaction(transaction, { namespace, specs });
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
    listIndexes: (namespace) => catalog.find(namespace)?.indexes.map(toInfo) ?? null,
  };
}

function createInTransaction(transaction: OpenTransaction, { namespace, specs }: { namespace: Namespace; specs: readonly IndexSpec[] }) {
  const collection = transaction.find(namespace) ?? transaction.create(namespace);
  const before = collection.indexes.length;
  for (const spec of specs) if (!isThere(collection.indexes, spec)) transaction.addIndex(collection, spec);
  const after = collection.indexes.length;
  return { before, after, createdCollection: after > before };
}

/** Builds indexes that the catalog already has as not ready; takes them out again when they cannot be built. */
export async function build(parts: EngineParts, collection: CollectionState, indexes: readonly IndexState[]): Promise<void> {
  try {
    await parts.queue.submit(new BuildJob(collection, indexes));
  } catch (error) {
    await inOneBatch(parts, (writer) => removeIndexes(parts, writer, { collection, indexes }));
    emptyDiscarded(parts);
    throw error;
  }
}

function begin(parts: EngineParts, writer: BatchWriter, { namespace, specs }: { namespace: Namespace; specs: readonly IndexSpec[] }) {
  const { catalog } = parts;
  const existing = catalog.find(namespace);
  const collection = existing ?? createIn(catalog, writer, namespace);
  const before = collection.indexes;
  const added: IndexState[] = [];
  for (const spec of specs) {
    if (isThere([...before, ...added], spec)) continue;
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

/** Is an equal index there already? Throws IndexOptionsConflict or IndexKeySpecsConflict for one that is nearly equal. */
function isThere(indexes: readonly IndexState[], spec: IndexSpec): boolean {
  const named = indexes.find(({ name }) => name === spec.name);
  if (named && !isSameKey(named.key, spec.key)) {
    throw new MongoError(
      'IndexKeySpecsConflict',
      `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${showSpec(spec)}, existing index: ${showSpec(named)}`,
    );
  }
  if (named && !hasSameOptions(named, spec)) {
    throw new MongoError(
      named.name === '_id_' ? 'InvalidIndexSpecificationOption' : 'IndexOptionsConflict',
      `An equivalent index already exists with the same name but different options. Requested index: ${showSpec(spec)}, existing index: ${showSpec(named)}`,
    );
  }
  if (named) return true;
  const alike = indexes.find((index) => isSameKey(index.key, spec.key) && isSamePartial(index, spec));
  if (!alike) return false;
  if (alike.name === '_id_') return true;
  throw new MongoError('IndexOptionsConflict', `Index already exists with a different name: ${alike.name}`);
}

function isSameKey(a: readonly SortField[], b: readonly SortField[]): boolean {
  return a.length === b.length && a.every(({ path, descending }, i) => path === b[i]?.path && descending === b[i]?.descending);
}

function hasSameOptions(a: IndexSpec, b: IndexSpec): boolean {
  if (a.name === '_id_') return true;
  const flags = !a.unique === !b.unique && !a.sparse === !b.sparse && !a.hidden === !b.hidden;
  return flags && a.expireAfterSeconds === b.expireAfterSeconds && isSamePartial(a, b);
}

function isSamePartial(a: IndexSpec, b: IndexSpec): boolean {
  if (!a.partial || !b.partial) return a.partial === b.partial;
  return compareBytes(a.partial.raw, b.partial.raw) === 0;
}

function showSpec({ key, name, unique, sparse }: IndexSpec): string {
  const fields = key.map(({ path, descending }) => `${path}: ${descending ? -1 : 1}`).join(', ');
  return `{ v: 2${unique && name !== '_id_' ? ', unique: true' : ''}, key: { ${fields} }, name: "${name}"${sparse ? ', sparse: true' : ''} }`;
}

/** The indexes that dropIndexes means. Throws IndexNotFound, or InvalidOptions for `_id_`. */
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
  const found = indexes.find((index) => isSameKey(index.key, key));
  if (!found) {
    const fields = key.map(({ path, descending }) => `${path}: ${descending ? -1 : 1}`).join(', ');
    throw new MongoError('IndexNotFound', `can't find index with key: { ${fields} }`);
  }
  return found;
}

function toInfo({ name, key, unique, sparse, hidden, partial, expireAfterSeconds, ready, multikey }: IndexState): IndexInfo {
  return { name, key, unique, sparse, hidden, partial, expireAfterSeconds, ready, multikey };
}
