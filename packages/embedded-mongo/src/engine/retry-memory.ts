import { createHash } from 'node:crypto';
import { Binary, deserialize, Long, serialize } from 'bson';
import { MongoError } from '../errors.ts';
import { afterPrefix, systemTree, treeKey } from '../store/keys.ts';
import type { ReadView, WriteView } from '../store/view.ts';
import type { RetryKey } from './types.ts';

/** What a statement is remembered by: numbers and raw documents. */
export type Memory = Readonly<Record<string, number | boolean | Uint8Array | number[] | null | undefined>>;

const entryKind = 0x50;

/** The memory of a statement that this retry key already did, or null. Throws TransactionTooOld (225) for an older number. */
export function recall(view: ReadView, retry: RetryKey): Memory | null {
  const stored = view.get(memoryKey(retry));
  if (!stored) return null;
  const { t, r } = deserialize(stored, { useBigInt64: true, promoteBuffers: true });
  const number = BigInt(t as bigint);
  if (number > retry.txnNumber) {
    throw new MongoError(
      'TransactionTooOld',
      `Retryable write with txnNumber ${retry.txnNumber} is prohibited on session because a newer retryable write with txnNumber ${number} has already started on this session.`,
    );
  }
  return number === retry.txnNumber ? (r as Memory) : null;
}

/** Remembers, in the same batch as the write itself, what the statement answered. */
export function remember(view: WriteView, retry: RetryKey, { memory, now }: { memory: Memory; now: number }): void {
  const record = Object.fromEntries(
    Object.entries(memory).map(([name, value]) => [name, value instanceof Uint8Array ? new Binary(value) : value]),
  );
  view.put(memoryKey(retry), serialize({ t: Long.fromBigInt(retry.txnNumber), at: now, r: record }, { ignoreUndefined: true }));
}

/** Forgets a session, or at most `limit` memories older than `before`; answers how many. */
export function forget(view: WriteView, which: { readonly lsid: string } | { readonly before: number; readonly limit: number }): number {
  const prefix = 'lsid' in which ? memoryPrefix(which.lsid) : treeKey(systemTree, Uint8Array.of(entryKind));
  const keys: Uint8Array[] = [];
  const entries = view.entries({ low: prefix, high: afterPrefix(prefix) });
  for (let next = entries.next(); !next.done; next = entries.next()) {
    if ('before' in which && Number(deserialize(next.value.value).at) >= which.before) continue;
    keys.push(next.value.key);
    if ('limit' in which && keys.length >= which.limit) break;
  }
  entries.return?.();
  for (const key of keys) view.remove(key);
  return keys.length;
}

function memoryPrefix(lsid: string): Uint8Array {
  const digest = createHash('sha256').update(lsid).digest();
  const key = new Uint8Array(17);
  key[0] = entryKind;
  key.set(digest.subarray(0, 16), 1);
  return treeKey(systemTree, key);
}

function memoryKey({ lsid, stmtId = 0 }: RetryKey): Uint8Array {
  const prefix = memoryPrefix(lsid);
  const key = new Uint8Array(prefix.length + 4);
  key.set(prefix);
  new DataView(key.buffer).setUint32(prefix.length, stmtId);
  return key;
}
