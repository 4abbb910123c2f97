import { dirname } from 'node:path';
import { type Database, open, type RootDatabase, type Transaction } from 'lmdb';
import { Checkpoints, rewind } from './checkpoints.ts';
import { assertOurFile, assertWhole } from './format.ts';
import { Journal } from './journal.ts';
import { copyBytes } from './slab.ts';
import type { Entry, Range, ReadView, WriteView } from './view.ts';

/** A read transaction of the file: a view that stays as it is until it is released. */
export interface Snapshot extends ReadView {
  /** Lets the file reuse what only this snapshot still needs; harmless when repeated. */
  release(): void;
}

/** One LMDB file as an ordered map from bytes to bytes, and the journal that makes its commits durable. */
export interface StoreFile {
  readonly path: string;
  /** The last committed state; each call may see a later one. */
  readonly latest: ReadView;
  snapshot(): Snapshot;
  /** Runs `write` in one transaction, which all views that begin later see. When it throws, nothing has changed. */
  commit<T>(write: (view: WriteView) => T): T;
  /** Resolves when all commits so far would survive power loss. */
  flush(): Promise<void>;
  /** Resolves when the file would hold all commits so far without its journal. */
  checkpoint(): Promise<void>;
  /** A consistent copy, made while writes go on. */
  copyTo(path: string): Promise<void>;
  /** `writtenBytes` counts all pages that commits have written since the file was opened. */
  sizes(): { readonly fileBytes: number; readonly usedBytes: number; readonly writtenBytes: number };
  close(): Promise<void>;
}

interface Statistics {
  readonly pageSize: number;
  readonly lastPageNumber: number;
  readonly treeBranchPageCount: number;
  readonly treeLeafPageCount: number;
  readonly overflowPages: number;
  /** Since the file was opened. */
  readonly pagesWritten: number;
}

/** The store's file in the data folder. */
export const storeFileName = 'store.mdb';

const mapSize = 2 ** 40;
const abortable = 1 | 2;

/** Whether values that are read are copied; only ever set around one read call. */
let borrowed = false;

/**
 * Opens (or makes) the file and takes back what only its journal holds; the caller holds the folder's lock. Throws InternalError
 * that says what to do when the file is foreign, torn or does not belong to its journal.
 */
export async function openStoreFile(path: string): Promise<StoreFile> {
  assertOurFile(path);
  const journal = new Journal(dirname(path));
  try {
    if (journal.last) rewind(path, journal.last.state);
    const database = openDatabase(path);
    const file = createFile(path, database, journal);
    assertWhole(file);
    journal.replay((write) => database.transactionSync(() => write(writeView(database)), abortable));
    await file.checkpoint();
    return file;
  } catch (error) {
    await journal.close();
    throw error;
  }
}

/** For `pagesWritten`; lmdb's types do not name it. */
const countsPages = { trackMetrics: true };

function openDatabase(path: string): RootDatabase<Uint8Array, Uint8Array> {
  return open({
    path,
    noSubdir: true,
    mapSize,
    maxReaders: 2000,
    noSync: true,
    ...countsPages,
    keyEncoder: { writeKey, readKey: copyBytes },
    encoder: { encode: (value: Uint8Array) => value, decode },
  });
}

function createFile(path: string, database: RootDatabase<Uint8Array, Uint8Array>, journal: Journal): StoreFile {
  const sizes = () => sizesOf(database);
  const checkpoints = new Checkpoints({ path, journal, hold: () => takeSnapshot(database), sizes });
  const view = writeView(database);
  const writer: WriteView = {
    ...view,
    put: (key, value) => {
      journal.put(key, value);
      view.put(key, value);
    },
    remove: (key) => {
      journal.remove(key);
      view.remove(key);
    },
  };
  return {
    path,
    latest: view,
    snapshot: () => takeSnapshot(database),
    commit: (write) => {
      try {
        const result = database.transactionSync(() => {
          journal.begin();
          const made = write(writer);
          journal.reserve();
          return made;
        }, abortable);
        journal.append();
        checkpoints.committed();
        return result;
      } catch (error) {
        throw checkpoints.failed(error);
      }
    },
    flush: () => journal.flush(),
    checkpoint: () => checkpoints.run(),
    copyTo: (target) => database.backup(target, false),
    sizes,
    close: async () => {
      await checkpoints.close();
      await journal.close();
      await database.close();
    },
  };
}

function writeView(database: RootDatabase<Uint8Array, Uint8Array>): WriteView {
  return {
    ...readView(database),
    put: (key, value) => {
      void database.put(key, value);
    },
    remove: (key) => {
      void database.remove(key);
    },
  };
}

function sizesOf(database: RootDatabase<Uint8Array, Uint8Array>): ReturnType<StoreFile['sizes']> {
  const stats = database.getStats() as Statistics;
  const pages = stats.treeBranchPageCount + stats.treeLeafPageCount + stats.overflowPages;
  return {
    fileBytes: (stats.lastPageNumber + 1) * stats.pageSize,
    usedBytes: pages * stats.pageSize,
    writtenBytes: stats.pagesWritten * stats.pageSize,
  };
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
