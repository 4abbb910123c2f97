import { randomBytes } from 'node:crypto';
import { deserialize, serialize } from 'bson';
import { parseFilter } from '../query/parse-filter.ts';
import { formatVersion } from '../store/format.ts';
import { afterPrefix, recordIdOf, recordKey, systemTree, treeKey } from '../store/keys.ts';
import type { ReadView, WriteView } from '../store/view.ts';
import { type CollectionState, type IndexState, idIndexSpec, toIndexState } from './collection.ts';
import type { IndexField, IndexSpec, Namespace, ValidationOptions } from './types.ts';
import { toValidation } from './validation.ts';

/** Kinds of entries in the system tree; the byte after the tree's number. */
const entryKind = { settings: 0x10, collection: 0x20, counts: 0x30, garbage: 0x40 } as const;

interface StoredIndex {
  readonly name: string;
  readonly key: readonly IndexField[];
  readonly tree: number;
  readonly options: {
    readonly unique?: boolean;
    readonly version?: number;
    readonly background?: boolean;
    readonly sparse?: boolean;
    readonly hidden?: boolean;
    readonly expireAfterSeconds?: number;
  };
  readonly partial?: Uint8Array;
  readonly ready: boolean;
  readonly multikey: boolean;
  readonly cut: boolean;
  readonly arrayPaths: boolean[];
}

interface StoredCollection {
  readonly db: string;
  readonly coll: string;
  readonly uuid: Uint8Array;
  readonly tree: number;
  readonly indexes: readonly StoredIndex[];
  readonly validation?: {
    readonly validator?: Uint8Array;
    readonly level?: ValidationOptions['level'];
    readonly action?: ValidationOptions['action'];
  };
}

/** Which databases, collections and indexes there are; in memory, and in the system tree of the file. */
export class Catalog {
  private readonly databases = new Map<string, Map<string, CollectionState>>();
  private nextTree = 1;

  /** Reads the system tree; answers the format that it was written in, null for a new file. */
  load(view: ReadView): number | null {
    const stored = view.get(systemKey(entryKind.settings));
    if (!stored) return null;
    const settings = deserialize(stored);
    if (Number(settings.format) > formatVersion) return Number(settings.format);
    this.nextTree = Number(settings.nextTree);
    const prefix = systemKey(entryKind.collection);
    const entries = view.entries({ low: prefix, high: afterPrefix(prefix) });
    for (let next = entries.next(); !next.done; next = entries.next()) {
      this.add(restore(view, deserialize(next.value.value, { promoteBuffers: true }) as StoredCollection));
    }
    return Number(settings.format);
  }

  /** Writes the settings, with the format of this version. */
  writeSettings(view: WriteView): void {
    view.put(systemKey(entryKind.settings), serialize({ format: formatVersion, nextTree: this.nextTree }));
  }

  find({ db, coll }: Namespace): CollectionState | undefined {
    return this.databases.get(db)?.get(coll);
  }

  /** The collections of a database, sorted by name. */
  of(db: string): CollectionState[] {
    return [...(this.databases.get(db)?.values() ?? [])].sort((a, b) => (a.namespace.coll < b.namespace.coll ? -1 : 1));
  }

  /** Names of the databases that have collections, sorted. */
  names(): string[] {
    return [...this.databases.entries()]
      .filter(([, collections]) => collections.size > 0)
      .map(([name]) => name)
      .sort();
  }

  all(): CollectionState[] {
    return this.names().flatMap((db) => this.of(db));
  }

  /** A new tree number, never used before. */
  newTree(view: WriteView): number {
    const tree = this.nextTree++;
    this.writeSettings(view);
    return tree;
  }

  /** A new empty collection with its `_id_` index, of which nothing is written yet: for a transaction, and the first half of {@link create}. */
  draft(namespace: Namespace): CollectionState {
    return {
      namespace,
      uuid: randomUuid(),
      tree: this.nextTree++,
      indexes: [this.draftIndex(idIndexSpec)],
      validationOptions: {},
      validation: null,
      nextRecord: 1,
      count: 0,
      size: 0,
      since: 0,
      version: 0,
      dropped: false,
      unsaved: false,
    };
  }

  /** A new index of a collection that is still a draft and empty. */
  draftIndex(spec: IndexSpec): IndexState {
    return toIndexState(spec, this.nextTree++, { ready: true });
  }

  /** Writes what {@link draft} made; add it when the batch is committed. */
  create(view: WriteView, draft: CollectionState): void {
    this.writeSettings(view);
    this.write(view, draft);
  }

  add(collection: CollectionState): void {
    const { db, coll } = collection.namespace;
    const collections = this.databases.get(db) ?? new Map<string, CollectionState>();
    this.databases.set(db, collections.set(coll, collection));
  }

  remove({ namespace: { db, coll } }: CollectionState): void {
    this.databases.get(db)?.delete(coll);
  }

  /** Writes the collection's entry. */
  write(view: WriteView, collection: CollectionState): void {
    view.put(collectionKey(collection.namespace), serialize(toStored(collection)));
  }

  writeCounts(view: WriteView, { tree }: CollectionState, counts: { readonly count: number; readonly size: number }): void {
    const bytes = new Uint8Array(16);
    const numbers = new DataView(bytes.buffer);
    numbers.setFloat64(0, counts.count);
    numbers.setFloat64(8, counts.size);
    view.put(countsKey(tree), bytes);
  }

  /** Takes the collection's entries out and leaves its trees to be emptied later. */
  erase(view: WriteView, collection: CollectionState): void {
    view.remove(collectionKey(collection.namespace));
    view.remove(countsKey(collection.tree));
    for (const tree of [collection.tree, ...collection.indexes.map((index) => index.tree)]) this.discardTree(view, tree);
  }

  /** Writes the entry of a collection that goes by another name from now on. */
  move(view: WriteView, from: CollectionState, to: CollectionState): void {
    view.remove(collectionKey(from.namespace));
    this.write(view, to);
  }

  discardTree(view: WriteView, tree: number): void {
    view.put(systemKey(entryKind.garbage, treeNumber(tree)), serialize({ tree }));
  }

  /** Trees that nothing uses any more and that are not yet empty. */
  discarded(view: ReadView): number[] {
    const prefix = systemKey(entryKind.garbage);
    const trees: number[] = [];
    const entries = view.entries({ low: prefix, high: afterPrefix(prefix) });
    for (let next = entries.next(); !next.done; next = entries.next()) trees.push(Number(deserialize(next.value.value).tree));
    return trees;
  }

  forgetTree(view: WriteView, tree: number): void {
    view.remove(systemKey(entryKind.garbage, treeNumber(tree)));
  }
}

function restore(view: ReadView, stored: StoredCollection): CollectionState {
  const counts = view.get(countsKey(stored.tree)) ?? new Uint8Array(16);
  const numbers = new DataView(counts.buffer, counts.byteOffset);
  const validationOptions = toValidationOptions(stored.validation);
  return {
    namespace: { db: stored.db, coll: stored.coll },
    uuid: stored.uuid,
    tree: stored.tree,
    indexes: stored.indexes.map((index) => toIndexState(toSpec(index), index.tree, index)),
    validationOptions,
    validation: toValidation(validationOptions),
    nextRecord: lastRecord(view, stored.tree) + 1,
    count: numbers.getFloat64(0),
    size: numbers.getFloat64(8),
    since: 0,
    version: 0,
    dropped: false,
    unsaved: false,
  };
}

function lastRecord(view: ReadView, tree: number): number {
  const keys = view.keys({ low: recordKey(tree, 0), high: recordKey(tree + 1, 0), reverse: true });
  const last = keys.next();
  keys.return?.();
  return last.done ? 0 : recordIdOf(last.value);
}

function toSpec({ name, key, options, partial }: StoredIndex): IndexSpec {
  return { name, key, ...options, ...(partial ? { partial: { raw: partial, filter: parseFilter(partial) } } : {}) };
}

function toStored({ namespace, uuid, tree, indexes, validationOptions: { validator, level, action } }: CollectionState): StoredCollection {
  const validation = { ...(validator ? { validator: validator.raw } : {}), ...(level ? { level } : {}), ...(action ? { action } : {}) };
  return { ...namespace, uuid, tree, indexes: indexes.map(toStoredIndex), validation };
}

function toValidationOptions({ validator, level, action }: NonNullable<StoredCollection['validation']> = {}): ValidationOptions {
  return { validator: validator && { raw: validator, filter: parseFilter(validator) }, level, action };
}

function toStoredIndex(index: IndexState): StoredIndex {
  const { name, key, tree, version, background, unique, sparse, hidden, expireAfterSeconds, partial, ready, multikey, cut, arrayPaths } =
    index;
  const options = Object.fromEntries(
    Object.entries({ version, background, unique, sparse, hidden, expireAfterSeconds }).filter(([, value]) => value !== undefined),
  );
  return { name, key, tree, options, ready, multikey, cut, arrayPaths, ...(partial ? { partial: partial.raw } : {}) };
}

function randomUuid(): Uint8Array {
  const bytes = new Uint8Array(randomBytes(16));
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return bytes;
}

function systemKey(kind: number, rest: Uint8Array = new Uint8Array(0)): Uint8Array {
  const key = new Uint8Array(1 + rest.length);
  key[0] = kind;
  key.set(rest, 1);
  return treeKey(systemTree, key);
}

function collectionKey({ db, coll }: Namespace): Uint8Array {
  return systemKey(entryKind.collection, new TextEncoder().encode(`${db}\0${coll}`));
}

function countsKey(tree: number): Uint8Array {
  return systemKey(entryKind.counts, treeNumber(tree));
}

function treeNumber(tree: number): Uint8Array {
  return recordKey(tree, 0).subarray(0, 4);
}
