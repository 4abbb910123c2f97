import { type Database, open, type RootDatabase, type Transaction } from 'lmdb';
import { FileRoom } from './file-room.ts';
import { copyBytes } from './slab.ts';
import type { Entry, Range, ReadView, WriteView } from './view.ts';

/** A read transaction of the file: a view that stays as it is until it is released. */
export interface Snapshot extends ReadView {
  /** Lets the file reuse what only this snapshot still needs; harmless when repeated. */
  release(): void;
}

/** One LMDB file as an ordered map from bytes to bytes. */
export interface StoreFile {
  readonly path: string;
  /** The last committed state; each call may see a later one. */
  readonly latest: ReadView;
  snapshot(): Snapshot;
  /** Runs `write` in one transaction; when it returns, everything is on the disk. When it throws, nothing has changed. */
  commit<T>(write: (view: WriteView) => T): T;
  /** A consistent copy, made while writes go on. */
  copyTo(path: string): Promise<void>;
  sizes(): { readonly fileBytes: number; readonly usedBytes: number };
  close(): Promise<void>;
}

interface Statistics {
  readonly pageSize: number;
  readonly lastPageNumber: number;
  readonly treeBranchPageCount: number;
  readonly treeLeafPageCount: number;
  readonly overflowPages: number;
}

/** The store's file in the data folder. */
export const storeFileName = 'store.mdb';

const mapSize = 2 ** 40;
const abortable = 1 | 2;

/** Whether values that are read are copied; only ever set around one read call. */
let borrowed = false;

/** Opens (or makes) the file; the caller has checked it and holds the folder's lock. */
export function openStoreFile(path: string): StoreFile {
  const database: RootDatabase<Uint8Array, Uint8Array> = open({
    path,
    noSubdir: true,
    mapSize,
    maxReaders: 2000,
    overlappingSync: false,
    keyEncoder: { writeKey, readKey: copyBytes },
    encoder: { encode: (value: Uint8Array) => value, decode },
  });
  const room = new FileRoom(path, () => sizesOf(database).fileBytes);
  const latest = readView(database);
  const writer: WriteView = {
    ...latest,
    put: (key, value) => {
      void database.put(key, value);
    },
    remove: (key) => {
      void database.remove(key);
    },
  };
  return {
    path,
    latest,
    snapshot: () => takeSnapshot(database),
    commit: (write) => {
      const result = database.transactionSync(() => write(writer), abortable);
      room.committed();
      return result;
    },
    copyTo: (target) => database.backup(target, false),
    sizes: () => sizesOf(database),
    close: async () => {
      room.close();
      await database.close();
    },
  };
}

function sizesOf(database: RootDatabase<Uint8Array, Uint8Array>): { fileBytes: number; usedBytes: number } {
  const stats = database.getStats() as Statistics;
  const pages = stats.treeBranchPageCount + stats.treeLeafPageCount + stats.overflowPages;
  return { fileBytes: (stats.lastPageNumber + 1) * stats.pageSize, usedBytes: pages * stats.pageSize };
}

let lastView: Uint8Array = new Uint8Array(0);

/** lmdb's read buffer is a Buffer (whose `slice` does not copy) with a `length` of its own: answers a plain view or copy. */
function decode(bytes: Uint8Array): Uint8Array {
  if (lastView.buffer !== bytes.buffer || lastView.byteOffset !== bytes.byteOffset)
    lastView = new Uint8Array(bytes.buffer, bytes.byteOffset);
  return borrowed ? lastView.subarray(0, bytes.length) : copyBytes(lastView, 0, bytes.length);
}

function writeKey(key: Uint8Array, target: Uint8Array, start: number): number {
  target.set(key, start);
  return start + key.length;
}

function takeSnapshot(database: RootDatabase<Uint8Array, Uint8Array>): Snapshot {
  const transaction = database.useReadTransaction();
  let open = true;
  return {
    ...readView(database, transaction),
    release: () => {
      if (open) transaction.done();
      open = false;
    },
  };
}

function readView(database: Database<Uint8Array, Uint8Array>, transaction?: Transaction): ReadView {
  const options = { transaction };
  const bounds = ({ low, high, reverse }: Range) =>
    reverse
      ? { start: high, end: low, exclusiveStart: true, inclusiveEnd: true, reverse: true, transaction }
      : { start: low, end: high, transaction };
  return {
    get: (key) => database.get(key, options),
    peek: (key) => {
      borrowed = true;
      try {
        return database.get(key, options);
      } finally {
        borrowed = false;
      }
    },
    keys: (range) => database.getKeys(bounds(range))[Symbol.iterator](),
    entries: (range, peek) => {
      const iterator = database.getRange(bounds(range))[Symbol.iterator]();
      return peek ? borrowing(iterator) : iterator;
    },
    count: (range) => database.getKeysCount(bounds(range)),
  };
}

function borrowing(iterator: Iterator<Entry>): Iterator<Entry> {
  return {
    next: () => {
      borrowed = true;
      try {
        return iterator.next();
      } finally {
        borrowed = false;
      }
    },
    return: () => iterator.return?.() ?? { done: true, value: undefined },
  };
}
