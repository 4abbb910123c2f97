import { join } from 'node:path';
import { MongoError } from '../errors.ts';
import { toStoreError } from './failure.ts';
import { JournalRecords, replay } from './journal-records.ts';
import { type Checkpoint, headerOf, JournalSegment, noHeader } from './journal-segment.ts';
import type { FileState } from './meta-page.ts';
import type { ChangeTarget, WriteView } from './view.ts';

/** Bytes on their way to a segment. */
interface Piece {
  readonly segment: JournalSegment;
  readonly position: number;
  readonly bytes: Uint8Array;
}

/** A write takes so long at most on the thread itself, in milliseconds and bytes: a thread pool costs a fast disk more than it saves. */
const inPlace = { ms: 0.5, bytes: 64 * 1024 };

/** Record numbers that a restart leaves out, so that none of a torn end can ever seem to follow a new record. */
const skippedNumbers = 2 ** 20;

/**
 * What makes a commit durable: a record of its changes, written and synced by one call. Two segments take turns. A checkpoint
 * puts the store's file itself on the disk and turns to the other segment, whose header then says where a restart begins.
 */
export class Journal {
  private current: JournalSegment;
  private other: JournalSegment;
  private records = new JournalRecords();
  /** The records that are being written now. */
  private leaving = new JournalRecords();
  private recordsAt = 0;
  private readonly pieces: Piece[] = [];
  /** How long a small write takes, in milliseconds: a moving average. */
  private usualMs = 0;
  private writing: Promise<void> | undefined;
  private following: Promise<void> | undefined;
  private failure: MongoError | undefined;
  private sequence: number;
  private number: number;
  /** The newest checkpoint on the disk; undefined for a new folder, or a store that has had no journal yet. */
  readonly last: Checkpoint | undefined;

  /** Opens or makes the two segments. Throws InternalError when they hold records, but nothing says where these begin. */
  constructor(folder: string) {
    const [first, second] = [new JournalSegment(join(folder, 'journal.0')), new JournalSegment(join(folder, 'journal.1'))];
    const [a, b] = [first.checkpoint(), second.checkpoint()];
    const firstLeads = (a?.sequence ?? 0) >= (b?.sequence ?? 0);
    this.last = firstLeads ? a : b;
    [this.current, this.other] = firstLeads ? [first, second] : [second, first];
    this.sequence = this.last?.sequence ?? 0;
    this.number = this.last?.firstRecord ?? 1;
    if (!this.last && (first.beginsWithRecord() || second.beginsWithRecord())) {
      void this.close();
      throw new MongoError('InternalError', `the headers of ${first.path} and ${second.path} are damaged`);
    }
  }

  /** Bytes of records since the last checkpoint began. */
  get used(): number {
    return this.current.used;
  }

  /** Carries out all records after the last checkpoint once more. */
  replay(commit: (write: (view: WriteView) => void) => void): void {
    const next = replay(this.current.records(), this.number, commit);
    this.number = replay(this.other.records(), next, commit) + skippedNumbers;
  }

  /** Begins the record of a commit; what an unfinished one left is forgotten. Throws what made an earlier write fail. */
  begin(): void {
    if (this.failure) throw this.failure;
    this.records.begin();
  }

  put(key: Uint8Array, value: Uint8Array): void {
    this.records.put(key, value);
  }

  remove(key: Uint8Array): void {
    this.records.remove(key);
  }

  /** Bytes of the record that is being made. */
  get open(): number {
    return this.records.open;
  }

  /** Makes sure that the record has room, before its changes are committed. Throws OutOfDiskSpace when it has none. */
  reserve(): void {
    const position = this.current.reserve(this.records.open);
    if (this.records.finished.length === 0) this.recordsAt = position;
  }

  /** Ends the record: its changes are committed. Answers its length in bytes. */
  append(): number {
    const length = this.records.finish(this.number);
    if (length === 0) return 0;
    this.number++;
    this.current.take(length);
    return length;
  }

  /** A record of these changes, none when there are none. */
  record(write: (target: ChangeTarget) => void): void {
    this.begin();
    write(this);
    this.reserve();
    this.append();
  }

  /** Resolves when all that was appended is on the disk; who comes while a write is under way shares the next one. */
  flush(): Promise<void> {
    if (this.failure) return Promise.reject(this.failure);
    if (this.pieces.length === 0 && this.records.finished.length === 0) return this.following ?? this.writing ?? Promise.resolve();
    this.following ??= this.write(this.writing);
    return this.following;
  }

  /** Later records go to the other segment. Only ever called when the last turn's checkpoint has been written. */
  turn(): void {
    if (this.records.finished.length > 0) this.pieces.push(this.finishedPiece(Uint8Array.from(this.records.finished)));
    this.records.clear();
    [this.current, this.other] = [this.other, this.current];
    this.current.restart();
    this.pieces.push({ segment: this.current, position: 0, bytes: noHeader });
  }

  /** The number of the next record. */
  get next(): number {
    return this.number;
  }

  /** From now on nothing can be written: memory and disk may differ. */
  fail(error: unknown): MongoError {
    this.failure ??= new MongoError('InternalError', `the store cannot be written (${toStoreError(error).message}): start it again`);
    return this.failure;
  }

  /** Notes that the state before record `firstRecord` is on the disk: the other segment is free. */
  async noteCheckpoint(state: FileState, firstRecord: number): Promise<void> {
    this.pieces.push({ segment: this.current, position: 0, bytes: headerOf({ sequence: ++this.sequence, firstRecord, state }) });
    await this.flush();
  }

  async close(): Promise<void> {
    await this.current.close();
    await this.other.close();
  }

  private finishedPiece(bytes: Uint8Array): Piece {
    return { segment: this.current, position: this.recordsAt, bytes };
  }

  private async write(before: Promise<void> | undefined): Promise<void> {
    await before;
    this.writing = this.following;
    this.following = undefined;
    const pieces = this.pieces.splice(0);
    if (this.records.finished.length > 0) pieces.push(this.finishedPiece(this.records.finished));
    [this.records, this.leaving] = [this.leaving, this.records];
    try {
      for (const piece of pieces) await this.writePiece(piece);
    } catch (error) {
      throw this.fail(error);
    } finally {
      this.leaving.clear();
      this.writing = undefined;
    }
  }

  private async writePiece({ segment, position, bytes }: Piece): Promise<void> {
    const isSmall = bytes.length <= inPlace.bytes;
    const started = performance.now();
    if (!(isSmall && this.usualMs < inPlace.ms && segment.writeNow(bytes, position))) await segment.write(bytes, position);
    if (isSmall) this.usualMs += (performance.now() - started - this.usualMs) / 16;
  }
}
