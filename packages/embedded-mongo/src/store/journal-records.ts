import { crc32 } from 'node:zlib';
import type { WriteView } from './view.ts';

/** length u32 (all of the record) · CRC-32 of what follows u32 · number f64 */
const headBytes = 16;
/** length of the key u32 · length of the value u32 */
const changeHeadBytes = 8;
const removed = 0xffff_ffff;
/** A buffer that grew beyond this in one batch is not kept, in bytes. */
const keptBytes = 8 * 1024 * 1024;

/** Journal records on their way to the disk: one for each batch, one behind the other. */
export class JournalRecords {
  private bytes = Buffer.allocUnsafe(64 * 1024);
  private start = 0;
  private end = 0;

  /** Bytes of the record that is being written; 0 when it holds no change. */
  get open(): number {
    return this.end - this.start > headBytes ? this.end - this.start : 0;
  }

  /** The finished records. */
  get finished(): Uint8Array {
    return this.bytes.subarray(0, this.start);
  }

  /** Begins a record, over whatever an unfinished one left. */
  begin(): void {
    this.end = this.start;
    this.take(headBytes);
  }

  put(key: Uint8Array, value: Uint8Array): void {
    this.change(key, value, value.length);
  }

  remove(key: Uint8Array): void {
    this.change(key, undefined, removed);
  }

  /** Ends the record under its number and answers its length in bytes; a record without a change vanishes. */
  finish(number: number): number {
    const length = this.open;
    if (length === 0) {
      this.end = this.start;
      return 0;
    }
    this.bytes.writeUInt32LE(length, this.start);
    this.bytes.writeDoubleLE(number, this.start + 8);
    this.bytes.writeUInt32LE(crc32(this.bytes.subarray(this.start + 8, this.end)), this.start + 4);
    this.start = this.end;
    return length;
  }

  clear(): void {
    if (this.bytes.length > keptBytes) this.bytes = Buffer.allocUnsafe(64 * 1024);
    this.start = 0;
    this.end = 0;
  }

  private change(key: Uint8Array, value: Uint8Array | undefined, valueField: number): void {
    const at = this.take(changeHeadBytes + key.length + (value?.length ?? 0));
    this.bytes.writeUInt32LE(key.length, at);
    this.bytes.writeUInt32LE(valueField, at + 4);
    this.bytes.set(key, at + changeHeadBytes);
    if (value) this.bytes.set(value, at + changeHeadBytes + key.length);
  }

  private take(length: number): number {
    const at = this.end;
    if (at + length > this.bytes.length) {
      const wider = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, at + length));
      this.bytes.copy(wider, 0, 0, at);
      this.bytes = wider;
    }
    this.end += length;
    return at;
  }
}

/** Carries out again the records of a segment from `number` on, each in a transaction of its own; answers the number after the last. */
export function replay(bytes: Buffer, number: number, commit: (write: (view: WriteView) => void) => void): number {
  let at = 0;
  let next = number;
  for (let length = recordAt(bytes, at, next); length > 0; length = recordAt(bytes, at, next)) {
    const record = bytes.subarray(at + headBytes, at + length);
    commit((view) => carryOut(record, view));
    at += length;
    next++;
  }
  return next;
}

/** The length of the whole record of that number at that place, in bytes; 0 when there is none. */
function recordAt(bytes: Buffer, at: number, number: number): number {
  if (at + headBytes > bytes.length || bytes.readDoubleLE(at + 8) !== number) return 0;
  const length = bytes.readUInt32LE(at);
  if (length <= headBytes || at + length > bytes.length) return 0;
  return crc32(bytes.subarray(at + 8, at + length)) === bytes.readUInt32LE(at + 4) ? length : 0;
}

function carryOut(record: Buffer, view: WriteView): void {
  for (let at = 0; at < record.length; ) {
    const key = record.subarray(at + changeHeadBytes, at + changeHeadBytes + record.readUInt32LE(at));
    const valueLength = record.readUInt32LE(at + 4);
    at += changeHeadBytes + key.length;
    if (valueLength === removed) view.remove(key);
    else view.put(key, record.subarray(at, at + valueLength));
    at += valueLength === removed ? 0 : valueLength;
  }
}
