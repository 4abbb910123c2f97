import { closeSync, existsSync, fdatasync, fdatasyncSync, fstatSync, fsync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { MongoError } from '../errors.ts';
import { diskFull, isFull } from './failure.ts';
import { unreadable } from './format.ts';
import type { Journal } from './journal.ts';
import { currentState, endsEarly, type FileState, holdsState, restoreState } from './meta-page.ts';
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
}

/** A checkpoint begins after so many bytes in the journal. */
const journalBytes = 16 * 1024 * 1024;
/** Or after so many bytes of pages as the file holds, within these bounds: none of them are reused before. */
const pageBytes = { least: 2 * 1024 * 1024, most: 64 * 1024 * 1024 };
/** Commits between two looks at the pages written. */
const commitsPerLook = 4;

const probe = Buffer.alloc(64 * 1024);

const sync = promisify(fdatasync);

/**
 * Commits reach the file without a sync. A checkpoint syncs the file while writes go on and notes the state that is then on the
 * disk. A snapshot of that state is held until the next one, so that none of its pages is overwritten: whatever mixture of later pages
 * a loss of power leaves, that state is whole, and the journal leads on from it.
 */
export class Checkpoints {
  private readonly parts: Parts;
  private readonly file: number;
  private held: Snapshot | undefined;
  private running: Promise<void> | undefined;
  private commits = 0;
  /** At so many bytes of pages written in all a checkpoint is due. */
  private dueBytes = 0;

  constructor(parts: Parts) {
    this.parts = parts;
    this.file = openSync(parts.path, 'r+');
  }

  /** Called after each commit: begins a checkpoint when one is due. */
  committed(): void {
    if (this.running) return;
    const look = ++this.commits % commitsPerLook === 0;
    if (this.parts.journal.used > journalBytes || (look && this.parts.sizes().writtenBytes > this.dueBytes)) {
      this.run().catch(() => undefined); // Whoever writes next is told.
    }
  }

  /** What the failure of a commit means. A full disk gets a checkpoint, which makes pages and a segment free again. */
  failed(error: unknown): unknown {
    if (error instanceof MongoError || !(isFull(error) || this.lacksRoom())) return error;
    if (!this.running) this.run().catch(() => undefined); // Whoever writes next is told.
    return diskFull();
  }

  /** LMDB reports a write that came to less than it asked for as an I/O error. */
  private lacksRoom(): boolean {
    const { size } = fstatSync(this.file);
    try {
      return writeSync(this.file, probe, 0, probe.length, size) < probe.length;
    } catch (error) {
      return isFull(error);
    } finally {
      ftruncateSync(this.file, size);
    }
  }

  /** Resolves when the present state is on the disk; a checkpoint under way comes first. */
  async run(): Promise<void> {
    while (this.running) await this.running;
    // It may commit itself: whoever is told of that must know that it runs.
    this.running = Promise.resolve()
      .then(() => this.take())
      .finally(() => {
        this.running = undefined;
      });
    await this.running;
  }

  async close(): Promise<void> {
    await this.run().catch(() => undefined); // The journal has it all.
    this.held?.release();
    closeSync(this.file);
  }

  private async take(): Promise<void> {
    const { path, journal, settle, recent, hold, sizes } = this.parts;
    settle();
    const [held, state, first] = [hold(), currentState(this.file), journal.next];
    journal.turn();
    const { writtenBytes, usedBytes } = sizes();
    this.dueBytes = writtenBytes + Math.min(Math.max(usedBytes, pageBytes.least), pageBytes.most);
    try {
      journal.record(recent);
      await journal.flush();
      await sync(this.file);
      if (!this.held) await syncFolder(dirname(path));
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
