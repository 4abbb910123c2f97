import { closeSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { diskFull, isFull } from './failure.ts';
import type { FileSizes } from './view.ts';

/** Room beyond the last page, in bytes; between these bounds as much as the last commits have written. */
const ahead = { least: 1024 * 1024, most: 64 * 1024 * 1024 };
const commitsPerLook = 4;

const zeros = Buffer.alloc(1024 * 1024);

/** Zeros behind the last page of the file, written before LMDB wants the room: its own way out when a disk is full is not safe. */
export class Room {
  /** The store's file, open to read and write. */
  readonly file: number;
  private readonly sizes: () => FileSizes;
  private writtenBytes = 0;
  private commits = 0;
  /** There is not enough, as far as anybody has looked. */
  private isShort = true;

  constructor(path: string, sizes: () => FileSizes) {
    this.file = openSync(path, 'r+');
    this.sizes = sizes;
  }

  /** Called after each commit: looks ahead now and then. A disk that is full is told to the next commit. */
  committed(): void {
    if (++this.commits % commitsPerLook === 0) this.look();
  }

  /** Throws OutOfDiskSpace when there is no room for a commit. */
  assert(): void {
    if (this.isShort) this.look();
    if (this.isShort) throw diskFull();
  }

  private look(): void {
    const { fileBytes, writtenBytes } = this.sizes();
    const wanted = Math.min(Math.max(writtenBytes - this.writtenBytes, ahead.least), ahead.most);
    this.writtenBytes = writtenBytes;
    this.isShort = !this.growTo(fileBytes + wanted);
  }

  /** Whether not even a little more can be written: LMDB reports a write that came to less than it asked for as an I/O error. */
  isLacking(): boolean {
    const { size } = fstatSync(this.file);
    const grown = this.growTo(size + 64 * 1024);
    if (grown) ftruncateSync(this.file, size);
    return !grown;
  }

  close(): void {
    closeSync(this.file);
  }

  /** Answers false, and leaves the file as it was, when the disk is full. */
  private growTo(wanted: number): boolean {
    const { size } = fstatSync(this.file);
    try {
      for (let at = size; at < wanted; ) {
        const length = Math.min(zeros.length, wanted - at);
        const written = writeSync(this.file, zeros, 0, length, at);
        if (written < length) throw new Error('no space left on the device');
        at += written;
      }
      return true;
    } catch (error) {
      ftruncateSync(this.file, size);
      if (isFull(error)) return false;
      throw error;
    }
  }
}
