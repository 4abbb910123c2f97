import { dirname } from 'node:path';
import { Checkpoints, rewind } from './checkpoints.ts';
import { assertOurFile, assertWhole } from './format.ts';
import { Journal } from './journal.ts';
import { type Database, openDatabase, sizesOf, takeSnapshot, transact, writeView } from './lmdb.ts';
import { Overlay } from './overlay.ts';
import type { FileSizes, ReadView, Snapshot, WriteView } from './view.ts';

/** How a commit reaches the file. */
export interface CommitOptions {
  /** It writes little: it may wait in memory, so that many reach the file together. */
  readonly small?: boolean;
}

/** One LMDB file as an ordered map from bytes to bytes, and the journal that makes its commits durable. */
export interface StoreFile {
  readonly path: string;
  /** The last committed state; each call may see a later one. */
  readonly latest: ReadView;
  snapshot(): Snapshot;
  /** Runs `write` in one transaction, which all views that begin later see. When it throws, nothing has changed. */
  commit<T>(write: (view: WriteView) => T, options?: CommitOptions): T;
  /** Resolves when all commits so far would survive power loss. */
  flush(): Promise<void>;
  /** Resolves when the file would hold all commits so far without its journal. */
  checkpoint(): Promise<void>;
  /** A consistent copy, made while writes go on. */
  copyTo(path: string): Promise<void>;
  sizes(): FileSizes;
  close(): Promise<void>;
}

/** The store's file in the data folder. */
export const storeFileName = 'store.mdb';

/** The memtable goes into the file after so many bytes of journal, or so many milliseconds; later once the file has refused it. */
const memtable = { bytes: 256 * 1024, ms: 60, retryMs: 500 };

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
    const file = new JournaledFile(path, database, journal);
    assertWhole(file);
    journal.replay((write) => transact(database, () => write(writeView(database))));
    await file.checkpoint();
    return file;
  } catch (error) {
    await journal.close();
    throw error;
  }
}

/**
 * Commits go into the file, or, the small ones, into a memtable above it: pages are then written once for many commits. The journal
 * has them all, every view shows them all.
 */
class JournaledFile implements StoreFile {
  readonly path: string;
  private readonly database: Database;
  private readonly journal: Journal;
  private readonly checkpoints: Checkpoints;
  private readonly inFile: WriteView;
  private readonly inFileAndJournal: WriteView;
  private recent: Overlay;
  private recentBytes = 0;
  /** The file has refused the last commit to it: nothing is added to the memtable until it takes one. */
  private isStuck = false;
  private timer: NodeJS.Timeout | undefined;
  /** What `latest` shows: the state with the memtable and, while a commit is made, its own changes. */
  private shown: ReadView;

  readonly latest: ReadView = {
    get: (key) => this.shown.get(key),
    peek: (key) => this.shown.peek(key),
    keys: (range) => this.shown.keys(range),
    entries: (range, peek) => this.shown.entries(range, peek),
    count: (range) => this.shown.count(range),
  };

  constructor(path: string, database: Database, journal: Journal) {
    this.path = path;
    this.database = database;
    this.journal = journal;
    this.inFile = writeView(database);
    this.inFileAndJournal = this.journaled(this.inFile);
    this.recent = new Overlay(this.inFile);
    this.shown = this.recent;
    this.checkpoints = new Checkpoints({
      path,
      journal,
      settle: () => this.settle(),
      recent: (target) => this.recent.writeTo(target),
      hold: () => takeSnapshot(database),
      sizes: () => this.sizes(),
    });
  }

  snapshot(): Snapshot {
    this.settle();
    const held = takeSnapshot(this.database);
    return this.recent.size === 0 ? held : Object.assign(this.recent.above(held), { release: held.release });
  }

  commit<T>(write: (view: WriteView) => T, { small = false }: CommitOptions = {}): T {
    try {
      return small && !this.isStuck && this.recentBytes < memtable.bytes ? this.commitToMemory(write) : this.commitToFile(write);
    } catch (error) {
      throw this.checkpoints.failed(error);
    } finally {
      this.shown = this.recent;
      if (this.recent.size > 0) this.settleLater();
    }
  }

  flush(): Promise<void> {
    return this.journal.flush();
  }

  checkpoint(): Promise<void> {
    return this.checkpoints.run();
  }

  copyTo(target: string): Promise<void> {
    this.commit(nothingMore);
    return this.database.backup(target, false);
  }

  sizes(): FileSizes {
    return sizesOf(this.database);
  }

  async close(): Promise<void> {
    await this.checkpoints.close();
    clearTimeout(this.timer);
    await this.journal.close();
    await this.database.close();
  }

  private commitToMemory<T>(write: (view: WriteView) => T): T {
    this.journal.begin();
    const changes = new Overlay(this.recent);
    this.shown = changes;
    const result = write(this.journaled(changes));
    this.journal.reserve();
    this.recentBytes += this.journal.append();
    this.recent.take(changes);
    return result;
  }

  /** The memtable goes with it. */
  private commitToFile<T>(write: (view: WriteView) => T): T {
    this.shown = this.inFile;
    this.isStuck = true;
    const result = transact(this.database, () => {
      this.recent.writeTo(this.inFile);
      this.journal.begin();
      const made = write(this.inFileAndJournal);
      this.journal.reserve();
      return made;
    });
    this.journal.append();
    this.isStuck = false;
    this.recent = new Overlay(this.inFile);
    this.recentBytes = 0;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.checkpoints.committed();
    return result;
  }

  /** Brings the memtable into the file. When the file does not take it, the journal and the views still have it. */
  private settle(): void {
    if (this.recent.size === 0 || this.isStuck) return;
    attempt(() => this.commit(nothingMore));
  }

  private settleLater(): void {
    this.timer ??= setTimeout(
      () => {
        this.timer = undefined;
        attempt(() => this.commit(nothingMore));
      },
      this.isStuck ? memtable.retryMs : memtable.ms,
    );
  }

  private journaled(view: WriteView): WriteView {
    return {
      get: (key) => view.get(key),
      peek: (key) => view.peek(key),
      keys: (range) => view.keys(range),
      entries: (range, peek) => view.entries(range, peek),
      count: (range) => view.count(range),
      put: (key, value) => {
        this.journal.put(key, value);
        view.put(key, value);
      },
      remove: (key) => {
        this.journal.remove(key);
        view.remove(key);
      },
    };
  }
}

/** A commit of the memtable alone. */
const nothingMore = (): void => undefined;

/** For what is tried again later and told to whoever writes next. */
function attempt(work: () => void): void {
  try {
    work();
  } catch {
    // The memtable is as it was.
  }
}
