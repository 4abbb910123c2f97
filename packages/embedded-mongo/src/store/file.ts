import { dirname } from 'node:path';
import { MongoError } from '../errors.ts';
import { Checkpoints, rewind } from './checkpoints.ts';
import { closed, isFull } from './failure.ts';
import { assertOurFile, assertWhole } from './format.ts';
import { Journal } from './journal.ts';
import { type Database, openDatabase, sizesOf, takeSnapshot, transact, writeView } from './lmdb.ts';
import { Overlay } from './overlay.ts';
import { Room } from './room.ts';
import type { FileSizes, ReadView, Snapshot, WriteView } from './view.ts';

/** How a commit reaches the file. */
export interface CommitOptions {
  /** It is likely to write little: then it may wait in memory, so that many reach the file together. */
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
  /** Resolves when the file holds all commits so far, or on a full disk the journal's new segment what the file lacks. */
  checkpoint(): Promise<void>;
  /** A consistent copy, made while writes go on. */
  copyTo(path: string): Promise<void>;
  sizes(): FileSizes;
  close(): Promise<void>;
}

/** The store's file in the data folder. */
export const storeFileName = 'store.mdb';

/**
 * The memtable goes into the file after so many bytes of journal, or so many milliseconds; later once the file has refused it. A commit
 * that is larger does not go into it. So both together fit into a segment of the journal.
 */
const memtable = { bytes: 256 * 1024, ms: 60, retryMs: 2000 };

/**
 * Opens (or makes) the file and takes back what only its journal holds; the caller holds the folder's lock. Throws InternalError
 * that says what to do when the file is foreign, torn or does not belong to its journal, OutOfDiskSpace when it cannot be opened for that.
 */
export async function openStoreFile(path: string): Promise<StoreFile> {
  assertOurFile(path);
  const journal = new Journal(dirname(path));
  let database: Database | undefined;
  let file: JournaledFile | undefined;
  try {
    if (journal.last) rewind(path, journal.last.state);
    database = openDatabase(path);
    file = new JournaledFile(path, database, journal);
    assertWhole(file);
    await file.recover();
    return file;
  } catch (error) {
    if (file) await file.closeFiles();
    else await Promise.all([journal.close(), database?.close()]);
    if (isFull(error))
      throw new MongoError('OutOfDiskSpace', `${path} cannot be opened on a full disk: nothing is lost, free some space and start again`);
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
  private readonly room: Room;
  private readonly inFile: WriteView;
  private readonly inFileAndJournal: WriteView;
  private recent: Overlay;
  private recentBytes = 0;
  /** The file has refused the last commit to it: nothing is added to the memtable until it takes one. */
  private isStuck = false;
  private timer: NodeJS.Timeout | undefined;
  private isCommitting = false;
  private isClosed = false;
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
    this.room = new Room(path, () => this.sizes());
    this.checkpoints = new Checkpoints({
      path,
      journal,
      settle: () => this.settle(),
      recent: (target) => this.recent.writeTo(target),
      hold: () => takeSnapshot(database),
      sizes: () => this.sizes(),
      room: this.room,
    });
  }

  /** Carries out what only the journal has. Until a checkpoint has it, the state that the journal leads on from keeps its pages. */
  async recover(): Promise<void> {
    const before = takeSnapshot(this.database);
    try {
      this.journal.replay((write) => {
        this.room.assert();
        transact(this.database, () => write(this.inFile));
        this.room.committed();
      });
      await this.checkpoint();
    } finally {
      before.release();
    }
  }

  snapshot(): Snapshot {
    this.settle();
    const held = takeSnapshot(this.database);
    return this.recent.size === 0 ? held : Object.assign(this.recent.above(held), { release: held.release });
  }

  commit<T>(write: (view: WriteView) => T, { small = false }: CommitOptions = {}): T {
    if (this.isClosed) throw closed();
    if (this.isCommitting) throw new Error('a commit within a commit');
    this.isCommitting = true;
    try {
      return small && !this.isStuck && this.recentBytes < memtable.bytes ? this.commitToMemory(write) : this.commitToFile(write);
    } catch (error) {
      throw this.checkpoints.failed(error);
    } finally {
      this.isCommitting = false;
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

  async copyTo(target: string): Promise<void> {
    if (this.recent.size > 0) this.commit(() => undefined);
    await this.database.backup(target, false);
  }

  sizes(): FileSizes {
    return sizesOf(this.database);
  }

  async close(): Promise<void> {
    await this.checkpoint().catch(() => undefined); // The journal has it all.
    this.isClosed = true;
    await this.journal.flush().catch(() => undefined); // Whoever wrote was told.
    await this.closeFiles();
  }

  /** Lets go of the files as they are. */
  async closeFiles(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.timer);
    await this.checkpoints.close();
    await this.journal.close();
    this.room.close();
    await this.database.close();
  }

  private commitToMemory<T>(write: (view: WriteView) => T): T {
    this.journal.begin();
    const changes = new Overlay(this.recent);
    this.shown = changes;
    const result = write(this.journaled(changes));
    if (this.journal.open > memtable.bytes)
      return this.toFile(() => {
        changes.writeTo(this.inFile);
        return result;
      });
    this.journal.reserve();
    this.recentBytes += this.journal.append();
    this.recent.take(changes);
    return result;
  }

  private commitToFile<T>(write: (view: WriteView) => T): T {
    this.shown = this.inFile;
    return this.toFile(() => {
      this.journal.begin();
      return write(this.inFileAndJournal);
    });
  }

  /** The memtable, and then what `write` writes, in one transaction of the file; its record is the one that is open then. */
  private toFile<T>(write: () => T): T {
    let isWritten = false;
    let result: T;
    try {
      this.room.assert();
      result = transact(this.database, () => {
        this.recent.writeTo(this.inFile);
        const made = write();
        this.journal.reserve();
        isWritten = true;
        return made;
      });
    } catch (error) {
      this.isStuck ||= isWritten || isFull(error);
      throw error;
    }
    this.journal.append();
    this.isStuck = false;
    this.recent = new Overlay(this.inFile);
    this.recentBytes = 0;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.room.committed();
    this.checkpoints.committed();
    return result;
  }

  /** Brings the memtable into the file. When the file does not take it, the journal and the views still have it. */
  private settle(): void {
    if (this.recent.size > 0 && !this.isStuck && !this.isCommitting) this.tryToSettle();
  }

  private settleLater(): void {
    if (this.isClosed) return;
    const again = () => {
      this.timer = undefined;
      this.tryToSettle();
    };
    this.timer ??= setTimeout(again, this.isStuck ? memtable.retryMs : memtable.ms).unref();
  }

  private tryToSettle(): void {
    try {
      this.commit(() => undefined);
    } catch {
      // It is tried again later, and whoever writes next is told.
    }
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
