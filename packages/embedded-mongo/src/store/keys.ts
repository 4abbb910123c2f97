import { createHash } from 'node:crypto';

/** Every key begins with the number of its tree: a collection's documents, its `_id`s, or one index. */

/** The tree of the catalog and other matters of the store itself. */
export const systemTree = 0;

/** Where a document lies in its collection's tree; 1, 2, 3 … in the order of insertion. */
export type RecordId = number;

const recordIdBytes = 6;
const digestBytes = 16;

/** LMDB takes keys up to 1,978 bytes; a value's key is cut at this length. */
export const maxKeyBytes = 1900;

/** Latin-1 text with the same bytes, for maps and sets of keys; compares as the bytes do. */
export function keyText(key: Uint8Array): string {
  return Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString('latin1');
}

/** The bytes of {@link keyText}. */
export function keyBytes(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}

/** `tree · key`, where a key longer than 1,900 bytes is cut. */
export function treeKey(tree: number, key: Uint8Array): Uint8Array {
  const length = Math.min(key.length, maxKeyBytes);
  const bytes = new Uint8Array(4 + length);
  writeTree(bytes, tree);
  bytes.set(length === key.length ? key : key.subarray(0, length), 4);
  return bytes;
}

/** The key of a document: `tree · record id`. */
export function recordKey(tree: number, id: RecordId): Uint8Array {
  const bytes = new Uint8Array(4 + recordIdBytes);
  writeTree(bytes, tree);
  writeRecordId(bytes, 4, id);
  return bytes;
}

/** An entry of an index: `tree · key · record id`. */
export function entryKey(tree: number, key: Uint8Array, id: RecordId): Uint8Array {
  const length = Math.min(key.length, maxKeyBytes);
  const bytes = new Uint8Array(4 + length + recordIdBytes);
  writeTree(bytes, tree);
  bytes.set(length === key.length ? key : key.subarray(0, length), 4);
  writeRecordId(bytes, 4 + length, id);
  return bytes;
}

/** The one entry of a value in a unique index: `tree · key`; a key over 1,900 bytes ends in a digest of the whole. */
export function uniqueKey(tree: number, key: Uint8Array): Uint8Array {
  if (key.length <= maxKeyBytes) return treeKey(tree, key);
  const digest = createHash('sha256').update(key).digest().subarray(0, digestBytes);
  const cut = key.slice(0, maxKeyBytes);
  cut.set(digest, maxKeyBytes - digestBytes);
  return treeKey(tree, cut);
}

/** The record id at the end of {@link recordKey} and {@link entryKey}. */
export function recordIdOf(key: Uint8Array): RecordId {
  const at = key.length - recordIdBytes;
  return readRecordId(key, at);
}

/** A record id as 6 bytes, the value of an `_id` entry. */
export function recordIdValue(id: RecordId): Uint8Array {
  const bytes = new Uint8Array(recordIdBytes);
  writeRecordId(bytes, 0, id);
  return bytes;
}

/** The record id at `at`. */
export function readRecordId(bytes: Uint8Array, at: number): RecordId {
  const high = ((bytes[at] as number) << 8) | (bytes[at + 1] as number);
  const low =
    (((bytes[at + 2] as number) << 24) |
      ((bytes[at + 3] as number) << 16) |
      ((bytes[at + 4] as number) << 8) |
      (bytes[at + 5] as number)) >>>
    0;
  return high * 4294967296 + low;
}

/** The first key that no key beginning with `prefix` reaches: an end (exclusive) for all that begin with it. */
export function afterPrefix(prefix: Uint8Array): Uint8Array {
  let length = prefix.length;
  while (length > 0 && prefix[length - 1] === 0xff) length--;
  const bytes = prefix.slice(0, length);
  if (length > 0) bytes[length - 1] = (bytes[length - 1] as number) + 1;
  return bytes;
}

function writeTree(bytes: Uint8Array, tree: number): void {
  bytes[0] = tree >>> 24;
  bytes[1] = tree >>> 16;
  bytes[2] = tree >>> 8;
  bytes[3] = tree;
}

function writeRecordId(bytes: Uint8Array, at: number, id: RecordId): void {
  const high = Math.floor(id / 4294967296);
  bytes[at] = high >>> 8;
  bytes[at + 1] = high;
  bytes[at + 2] = id >>> 24;
  bytes[at + 3] = id >>> 16;
  bytes[at + 4] = id >>> 8;
  bytes[at + 5] = id;
}
