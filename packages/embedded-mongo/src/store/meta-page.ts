import { fstatSync, readSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';

/**
 * LMDB's two meta pages at the beginning of its file: commit n writes the page n % 2, the greater number is the current state.
 * Offsets in bytes from LMDB's magic number, for its 64-bit layout (`struct MDB_meta` in `mdb.c` of lmdb 3.5).
 */
const field = { pageSize: 24, mainRoot: 112, lastPage: 120, commit: 128, length: 144 };
const magic = 0xbeefc0de;
/** Bytes that the header of a page may take before the magic number. */
const headerBytes = 64;
const noPage = 2n ** 64n - 1n;

/** A state of the file: the bytes of its meta page and a check sum of the root page that it names. */
export interface FileState {
  readonly meta: Uint8Array;
  readonly rootSum: number;
}

/** Where LMDB's magic number stands in the first page, in bytes; undefined when it does not. */
export function magicOffset(file: number): number | undefined {
  const head = Buffer.alloc(headerBytes);
  readSync(file, head, 0, head.length, 0);
  for (let at = 0; at < headerBytes; at += 4) if (head.readUInt32LE(at) === magic) return at;
  return undefined;
}

/** The state that LMDB would open. */
export function currentState(file: number): FileState {
  const at = offsetOf(file);
  const first = readBytes(file, at, field.length);
  const second = readBytes(file, first.readUInt32LE(field.pageSize) + at, field.length);
  const meta = commitOf(second) > commitOf(first) ? second : first;
  return { meta, rootSum: rootSum(file, meta) };
}

/** Whether the pages of a state are in this file: its root page is the one that the state had. */
export function holdsState(file: number, { meta, rootSum: sum }: FileState): boolean {
  return rootSum(file, Buffer.from(meta)) === sum;
}

/** Whether the file ends before the last page of a state; the pages that are missing may be free ones. */
export function endsEarly(file: number, { meta }: FileState): boolean {
  const fields = Buffer.from(meta);
  const pages = Number(fields.readBigUInt64LE(field.lastPage)) + 1;
  return fstatSync(file).size < pages * fields.readUInt32LE(field.pageSize);
}

/** Makes a state the current one again, in both meta pages. */
export function restoreState(file: number, { meta }: FileState): void {
  const at = offsetOf(file);
  const pageSize = Buffer.from(meta).readUInt32LE(field.pageSize);
  for (const start of [at, pageSize + at]) writeSync(file, meta, 0, meta.length, start);
}

function offsetOf(file: number): number {
  const at = magicOffset(file);
  if (at === undefined) throw new Error('no magic number');
  return at;
}

function commitOf(meta: Buffer): bigint {
  return meta.readBigUInt64LE(field.commit);
}

/** 0 for an empty file, whose root is no page. */
function rootSum(file: number, meta: Buffer): number {
  const root = meta.readBigUInt64LE(field.mainRoot);
  const pageSize = meta.readUInt32LE(field.pageSize);
  if (root === noPage) return 0;
  const start = Number(root) * pageSize;
  return start + pageSize > fstatSync(file).size ? -1 : crc32(readBytes(file, start, pageSize));
}

function readBytes(file: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  readSync(file, bytes, 0, length, position);
  return bytes;
}
