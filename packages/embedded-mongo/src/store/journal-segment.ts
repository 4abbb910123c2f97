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
/** The length of a new segment, and the most by which one grows at once; else it doubles. In bytes. */
const growth = { least: 1024 * 1024, most: 16 * 1024 * 1024 };

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

  constructor(path: string) {
    this.path = path;
    this.file = openSync(path, constants.O_RDWR | constants.O_CREAT | syncFlag, 0o600);
    this.size = fstatSync(this.file).size;
    if (this.size < growth.least) this.extend(growth.least - this.size);
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
    if (missing > 0) this.extend(Math.max(missing, Math.min(this.size, growth.most)));
    return this.end;
  }

  /** Takes what {@link reserve} made sure of. */
  take(length: number): void {
    this.end += length;
  }

  /** Writes bytes; they are on the disk when it resolves. */
  async write(bytes: Uint8Array, position: number): Promise<void> {
    for (let done = 0; done < bytes.length; )
      done += (await writeAt(this.file, bytes, done, bytes.length - done, position + done)).bytesWritten;
    if (syncFlag === 0) await sync(this.file);
  }

  close(): void {
    closeSync(this.file);
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
