import { createHash } from 'node:crypto';
import { MongoError } from '../errors.ts';
import { afterPrefix, systemTree, treeKey } from '../store/keys.ts';
import type { ReadView, WriteView } from '../store/view.ts';
import type { RetryKey } from './types.ts';

/** What a statement is remembered by. */
export interface Memory {
  /** Counts, or positions that are done. */
  readonly numbers: readonly number[];
  readonly documents: readonly (Uint8Array | null)[];
}

const entryKind = 0x50;

/** The memory of a statement that this retry key already did, or null. Throws TransactionTooOld for an older number. */
export function recall(view: ReadView, retry: RetryKey): Memory | null {
  const stored = view.peek(memoryKey(retry));
  if (!stored) return null;
  const number = viewOf(stored).getBigInt64(0);
  if (number > retry.txnNumber) {
    throw new MongoError(
      'TransactionTooOld',
      `Retryable write with txnNumber ${retry.txnNumber} is prohibited on session because a newer retryable write with txnNumber ${number} has already started on this session.`,
    );
  }
  return number === retry.txnNumber ? decode(stored) : null;
}

/** Remembers, in the same batch as the write itself, what the statement answered. */
export function remember(view: WriteView, retry: RetryKey, { memory, now }: { memory: Memory; now: number }): void {
  view.put(memoryKey(retry), encode(retry.txnNumber, now, memory));
}

/** The statement under which a session's last commit is remembered: no other has this number. */
export function commitKey(key: RetryKey): RetryKey {
  return { ...key, stmtId: 0xffffffff };
}

/** Was this transaction committed? */
export function recallCommit(view: ReadView, key: RetryKey): boolean {
  const stored = view.peek(memoryKey(commitKey(key)));
  return stored !== undefined && viewOf(stored).getBigInt64(0) === key.txnNumber;
}

/** Forgets a session, or at most `limit` memories older than `before`; answers how many. */
export function forget(view: WriteView, which: { readonly lsid: string } | { readonly before: number; readonly limit: number }): number {
  const prefix = 'lsid' in which ? memoryPrefix(which.lsid) : treeKey(systemTree, Uint8Array.of(entryKind));
  const keys: Uint8Array[] = [];
  const entries = view.entries({ low: prefix, high: afterPrefix(prefix) }, true);
  for (let next = entries.next(); !next.done; next = entries.next()) {
    if ('before' in which && viewOf(next.value.value).getFloat64(8) >= which.before) continue;
    keys.push(next.value.key);
    if ('limit' in which && keys.length >= which.limit) break;
  }
  entries.return?.();
  for (const key of keys) view.remove(key);
  return keys.length;
}

/** Transaction number, time, how many numbers, the numbers, then each document with its length (0 = null). */
function encode(txnNumber: bigint, now: number, { numbers, documents }: Memory): Uint8Array {
  const size = 20 + numbers.length * 4 + documents.reduce((sum, document) => sum + 4 + (document?.length ?? 0), 0);
  const bytes = new Uint8Array(size);
  const view = viewOf(bytes);
  view.setBigInt64(0, txnNumber);
  view.setFloat64(8, now);
  view.setUint32(16, numbers.length);
  for (const [i, number] of numbers.entries()) view.setUint32(20 + i * 4, number);
  let at = 20 + numbers.length * 4;
  for (const document of documents) {
    view.setUint32(at, document?.length ?? 0);
    if (document) bytes.set(document, at + 4);
    at += 4 + (document?.length ?? 0);
  }
  return bytes;
}

function decode(bytes: Uint8Array): Memory {
  const view = viewOf(bytes);
  const count = view.getUint32(16);
  const numbers = Array.from({ length: count }, (_, i) => view.getUint32(20 + i * 4));
  const documents: (Uint8Array | null)[] = [];
  for (let at = 20 + count * 4; at < bytes.length; ) {
    const length = view.getUint32(at);
    documents.push(length === 0 ? null : bytes.slice(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return { numbers, documents };
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

const prefixes = new Map<string, Uint8Array>();
const mostPrefixes = 10_000;

function memoryPrefix(lsid: string): Uint8Array {
  const known = prefixes.get(lsid);
  if (known) return known;
  const key = new Uint8Array(17);
  key[0] = entryKind;
  key.set(createHash('sha256').update(lsid).digest().subarray(0, 16), 1);
  const prefix = treeKey(systemTree, key);
  if (prefixes.size >= mostPrefixes) prefixes.clear();
  prefixes.set(lsid, prefix);
  return prefix;
}

function memoryKey({ lsid, stmtId = 0 }: RetryKey): Uint8Array {
  const prefix = memoryPrefix(lsid);
  const key = new Uint8Array(prefix.length + 4);
  key.set(prefix);
  viewOf(key).setUint32(prefix.length, stmtId);
  return key;
}
