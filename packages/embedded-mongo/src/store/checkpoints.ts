import { closeSync, existsSync, fdatasync, fdatasyncSync, fsync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { MongoError } from '../errors.ts';
import { closed, diskFull, isFull } from './failure.ts';
import { unreadable } from './format.ts';
import type { Journal } from './journal.ts';
import { currentState, endsEarly, type FileState, holdsState, restoreState } from './meta-page.ts';
import type { Room } from './room.ts';
import type { ChangeTarget, FileSizes, Snapshot } from './view.ts';

interface Parts {
  readonly path: string;
  readonly journal: Journal;
  /** Brings the memtable into the file, if the file takes it. */
  readonly settle: () => void;
  /** Tells what is still in the memtable. */
  readonly recent: (target: ChangeTarget) => void;
  /** Keeps the pages of the file's state from being reused. */
  readonly hold: () => Snapshot;
  readonly sizes: () => FileSizes;
  readonly room: Room;
}

/** A checkpoint begins after so many bytes in the journal. */
const journalBytes = 16 * 1024 * 1024;
/** Or after so many bytes of pages as the file holds, within these bounds: none of them are reused before. */
const pageBytes = { least: 2 * 1024 * 1024, most: 64 * 1024 * 1024 };
/** Commits between two looks at the pages written. */
const commitsPerLook = 4;

const sync = promisify(fdatasync);

/**
 * Commits reach the file without a sync. A checkpoint syncs the file while writes go on and notes the state that is then on the
 * disk. A snapshot of that state is held until the next one, so that none of its pages is overwritten: whatever mixture of later pages
 * a loss of power leaves, that state is whole, and the journal leads on from it.
 */
export class Checkpoints {
  private readonly parts: Parts;
  private held: Snapshot | undefined;
  private running: Promise<void> | undefined;
  private isFolderSynced = false;
  private commits = 0;
  private isClosed = false;
  /** Bytes of pages written in all: at the last checkpoint, and when the next one is due. */
  private takenBytes = -1;
  private dueBytes = 0;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** Called after each commit: begins a checkpoint when one is due. */
  committed(): void {
    if (this.running) return;
    const look = ++this.commits % commitsPerLook === 0;
    if (this.parts.journal.used > journalBytes || (look && this.parts.sizes().writtenBytes > this.dueBytes)) {
      this.run().catch(() => undefined); // Whoever writes next is told.
    }
  }

  /** What the failure of a commit means. A full disk gets a checkpoint, which makes free what commits since the last one have given up. */
  failed(error: unknown): unknown {
    const { room, sizes } = this.parts;
    if (!isFull(error) && (error instanceof MongoError || !room.isLacking())) return error;
    if (!this.running && sizes().writtenBytes > this.takenBytes) this.run().catch(() => undefined); // Whoever writes next is told.
    return diskFull();
  }

  /** Resolves when the present state is on the disk; a checkpoint under way comes first. */
  async run(): Promise<void> {
    while (this.running) await this.running;
    if (this.isClosed) throw closed();
    // It may commit itself: whoever is told of that must know that it runs.
    this.running = Promise.resolve()
      .then(() => this.take())
      .finally(() => {
        this.running = undefined;
      });
    await this.running;
  }

  /** Ends when a checkpoint under way has ended; there is none afterwards. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.running?.catch(() => undefined); // Whoever asked for it was told.
    this.held?.release();
  }

  private async take(): Promise<void> {
    const { path, journal, settle, recent, hold, sizes, room } = this.parts;
    settle();
    const [held, state, first] = [hold(), currentState(room.file), journal.next];
    try {
      const { writtenBytes, usedBytes } = sizes();
      this.takenBytes = writtenBytes;
      this.dueBytes = writtenBytes + Math.min(Math.max(usedBytes, pageBytes.least), pageBytes.most);
      journal.turn();
      journal.record(recent); // What the file refuses; it fits into an empty segment.
      await journal.flush();
      await sync(room.file);
      if (!this.isFolderSynced) await syncFolder(dirname(path));
      this.isFolderSynced = true;
      await journal.noteCheckpoint(state, first);
    } catch (error) {
      held.release();
      throw journal.fail(error);
    }
    this.held?.release();
    this.held = held;
  }
}

/** Turns the file back to a checkpoint's state. Throws InternalError when that state is not in this file. */
export function rewind(path: string, state: FileState): void {
  if (!existsSync(path)) throw unreadable(path, 'is missing beside its journal');
  const file = openSync(path, 'r+');
  try {
    if (!holdsState(file, state)) {
      throw unreadable(path, endsEarly(file, state) ? 'is damaged, its end is torn off' : 'does not belong to the journal beside it');
    }
    if (Buffer.compare(currentState(file).meta, state.meta) === 0) return;
    restoreState(file, state);
    fdatasyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes new names in a folder durable, where folders can be opened. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  await promisify(fsync)(handle).finally(() => closeSync(handle));
}
