import { closeSync, constants, fdatasync, fdatasyncSync, fstatSync, openSync, readSync, write, writeSync } from 'node:fs';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import { MongoError } from '../errors.ts';
import type { FileState } from './meta-page.ts';

/** A checkpoint: a state of the store's file that is on the disk, and the number of the first record that it lacks. */
export interface Checkpoint {
  /** 1, 2, 3 … */
  readonly sequence: number;
  readonly firstRecord: number;
  readonly state: FileState;
}

/** The header: magic · version u32 · CRC-32 of the rest u32 · sequence f64 · first record f64 · sum of the root page f64 · meta page. */
const magic = Buffer.from('FWJRNL');
const at = { version: 8, sum: 12, sequence: 16, firstRecord: 24, rootSum: 32, metaLength: 40, meta: 44 };
const headerBytes = 512;
const formatVersion = 1;
const recordsAt = 4096;
/** The length of a new segment; it doubles when half of it is used, by so much at most and no sooner than so much before its end. In bytes. */
const growth = { least: 1024 * 1024, most: 4 * 1024 * 1024, ahead: 2 * 1024 * 1024 };

/** On Linux one call writes and syncs; elsewhere that flag does not reach the disk itself, or there is none. */
const syncFlag = process.platform === 'linux' ? constants.O_DSYNC : 0;
const writeAt = promisify(write);
const sync = promisify(fdatasync);

/** One of the journal's two files: a header and records behind it. Zeros are written before records are, so that a sync only overwrites. */
export class JournalSegment {
  readonly path: string;
  private readonly file: number;
  private size: number;
  /** Where the next record goes. */
  private end = recordsAt;
  /** Zeros on their way to the end of the file, which was here when they left. */
  private growing: Promise<void> | undefined;
  private grownTo: number;

  constructor(path: string) {
    this.path = path;
    this.file = openSync(path, constants.O_RDWR | constants.O_CREAT | syncFlag, 0o600);
    this.size = fstatSync(this.file).size;
    if (this.size < growth.least) this.extend(growth.least - this.size);
    this.grownTo = this.size;
  }

  /** Bytes of records since the last {@link restart}. */
  get used(): number {
    return this.end - recordsAt;
  }

  /** The checkpoint in the header, when it is whole. Throws InternalError for a newer format. */
  checkpoint(): Checkpoint | undefined {
    const header = this.read(0, headerBytes);
    if (!header.subarray(0, magic.length).equals(magic)) return undefined;
    const length = header.readUInt32LE(at.metaLength);
    if (at.meta + length > headerBytes || crc32(header.subarray(at.sequence, at.meta + length)) !== header.readUInt32LE(at.sum))
      return undefined;
    if (header.readUInt32LE(at.version) > formatVersion)
      throw new MongoError('InternalError', `${this.path} was written by a newer version: start it with that version`);
    return {
      sequence: header.readDoubleLE(at.sequence),
      firstRecord: header.readDoubleLE(at.firstRecord),
      state: { rootSum: header.readDoubleLE(at.rootSum), meta: Uint8Array.from(header.subarray(at.meta, at.meta + length)) },
    };
  }

  /** Whether something that may be a record stands at the first place. */
  beginsWithRecord(): boolean {
    return this.size > recordsAt && this.read(recordsAt, 4).readUInt32LE(0) !== 0;
  }

  records(): Buffer {
    return this.read(recordsAt, Math.max(this.size - recordsAt, 0));
  }

  /** Records go to the beginning again. */
  restart(): void {
    this.end = recordsAt;
  }

  /** Makes sure that `length` bytes have room, and answers where they begin. Throws the file system's error when they have none. */
  reserve(length: number): number {
    const missing = this.end + length - this.size;
    if (missing > 0) this.extend(missing);
    return this.end;
  }

  /** Takes what {@link reserve} made sure of, and lets the file grow before it is full. */
  take(length: number): void {
    this.end += length;
    if (this.growing || this.size - this.end > Math.min(this.size / 2, growth.ahead)) return;
    this.growing = this.grow(Buffer.alloc(Math.min(this.size, growth.most)), this.size);
  }

  /** Writes bytes; they are on the disk when it resolves. */
  async write(bytes: Uint8Array, position: number): Promise<void> {
    // Zeros must not come over records that they meet.
    if (position + bytes.length > this.grownTo) await this.growing;
    await this.put(bytes, position);
  }

  /** Writes bytes at once; false where zeros are on their way to the same place, or one call cannot also sync. */
  writeNow(bytes: Uint8Array, position: number): boolean {
    if (syncFlag === 0 || (this.growing && position + bytes.length > this.grownTo)) return false;
    for (let done = 0; done < bytes.length; ) done += writeSync(this.file, bytes, done, bytes.length - done, position + done);
    return true;
  }

  async close(): Promise<void> {
    await this.growing;
    closeSync(this.file);
  }

  private async put(bytes: Uint8Array, position: number): Promise<void> {
    for (let done = 0; done < bytes.length; )
      done += (await writeAt(this.file, bytes, done, bytes.length - done, position + done)).bytesWritten;
    if (syncFlag === 0) await sync(this.file);
  }

  private async grow(zeros: Uint8Array, from: number): Promise<void> {
    try {
      await this.put(zeros, from);
      this.size = Math.max(this.size, from + zeros.length);
    } catch {
      // A disk without room for zeros may still have room for what is written next; else that is refused.
    } finally {
      this.grownTo = this.size;
      this.growing = undefined;
    }
  }

  private extend(length: number): void {
    const written = writeSync(this.file, Buffer.alloc(length), 0, length, this.size);
    this.size += written;
    if (written < length) throw new Error('no space left on the device');
    if (syncFlag === 0) fdatasyncSync(this.file);
  }

  private read(position: number, length: number): Buffer {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(this.file, bytes, 0, length, position)).length === length ? bytes : Buffer.alloc(length);
  }
}

/** The header that says so. */
export function headerOf({ sequence, firstRecord, state }: Checkpoint): Uint8Array {
  const header = Buffer.alloc(headerBytes);
  magic.copy(header);
  header.writeUInt32LE(formatVersion, at.version);
  header.writeDoubleLE(sequence, at.sequence);
  header.writeDoubleLE(firstRecord, at.firstRecord);
  header.writeDoubleLE(state.rootSum, at.rootSum);
  header.writeUInt32LE(state.meta.length, at.metaLength);
  header.set(state.meta, at.meta);
  header.writeUInt32LE(crc32(header.subarray(at.sequence, at.meta + state.meta.length)), at.sum);
  return header;
}

/** What stands in place of a header while a segment holds records behind another one's. */
export const noHeader: Uint8Array = new Uint8Array(headerBytes);
