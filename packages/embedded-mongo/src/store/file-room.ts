import { closeSync, fstatSync, openSync, writeSync } from 'node:fs';

const room = Buffer.alloc(4 * 1024 * 1024);
const leastRoom = 1024 * 1024;
/** Commits between two looks at the file. */
const commitsPerLook = 8;
/** Bytes between two looks from which on large writes are under way, which make the file longer by themselves. */
const bulk = 2 * 1024 * 1024;

/**
 * Keeps written zeros beyond the end of what the store uses. A sync that makes a file longer also has to write the file
 * system's journal, which takes several times as long as one that only overwrites. Only ever called between two commits, in
 * one go, so that no page can come under the zeros. Where it fails (a full disk), nothing is lost.
 */
export class FileRoom {
  private readonly file: number;
  private readonly usedBytes: () => number;
  private commits = 0;
  private used = 0;

  constructor(path: string, usedBytes: () => number) {
    this.file = openSync(path, 'r+');
    this.usedBytes = usedBytes;
  }

  /** Called after each commit: looks now and then whether the room runs out, and makes more. */
  committed(): void {
    if (this.commits++ % commitsPerLook !== 0) return;
    const before = this.used;
    this.used = this.usedBytes();
    if (this.used - before > bulk) return;
    try {
      const { size } = fstatSync(this.file);
      if (size - this.used < leastRoom) writeSync(this.file, room, 0, room.length, Math.max(size, this.used));
    } catch {
      // A disk without room for zeros may still have room for what is written next.
    }
  }

  close(): void {
    closeSync(this.file);
  }
}
