import { type Database as Environment, open, type RootDatabase, type Transaction } from 'lmdb';
import { copyBytes } from './slab.ts';
import type { Entry, FileSizes, Range, ReadView, Snapshot, WriteView } from './view.ts';

/** LMDB's own handle: an ordered map from bytes to bytes. */
export type Database = RootDatabase<Uint8Array, Uint8Array>;

/** What LMDB counts about itself; its types do not say. */
interface Statistics {
  readonly pageSize: number;
  readonly lastPageNumber: number;
  readonly treeBranchPageCount: number;
  readonly treeLeafPageCount: number;
  readonly overflowPages: number;
  /** Since the file was opened. */
  readonly pagesWritten: number;
}

const mapSize = 2 ** 40;
const abortable = 1 | 2;

/** Whether values that are read are lent instead of copied; only ever set around one read call. */
let borrowed = false;

/** For `pagesWritten`; lmdb's types do not name it. */
const countsPages = { trackMetrics: true };

/** Opens or makes the file; its commits are not synced. */
export function openDatabase(path: string): Database {
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

/** Runs `write` in one transaction. When it throws, nothing has changed. */
export function transact<T>(database: Database, write: () => T): T {
  return database.transactionSync(write, abortable);
}

/** The last committed state, or within {@link transact} the transaction's own. */
export function writeView(database: Database): WriteView {
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

/** In bytes. */
export function sizesOf(database: Database): FileSizes {
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

/** A read transaction. */
export function takeSnapshot(database: Database): Snapshot {
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

function readView(database: Environment<Uint8Array, Uint8Array>, transaction?: Transaction): ReadView {
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
