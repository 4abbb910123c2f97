import type { Document } from 'mongodb';
import { definition, wrongCommand } from './definitions.ts';
import { anyFilter, anySort } from './filters.ts';
import type { Random } from './random.ts';
import { anyRead, collections, cursorRead } from './reads.ts';
import { conflict, interleaved, type Step, transaction } from './sessions.ts';
import { anyWrite, bulkWrite } from './writes.ts';

/** One thing to do to both servers. */
export type Operation =
  | { readonly kind: 'command'; readonly command: Document }
  /** The collection is dropped and made again: whether a failed upsert makes a missing one is not compared. */
  | { readonly kind: 'renew'; readonly collection: string }
  /** Commands in one transaction. */
  | { readonly kind: 'transaction'; readonly commands: readonly Document[]; readonly end: 'commit' | 'abort' }
  /** Two transactions that write the same document. */
  | { readonly kind: 'conflict'; readonly first: Document; readonly second: Document }
  /** Transactions of several sessions by turns. */
  | { readonly kind: 'interleaved'; readonly steps: readonly Step[] }
  /** A retryable write that is sent twice. */
  | { readonly kind: 'retry'; readonly command: Document }
  /** A read in batches of these sizes, and whether its cursor is killed then. */
  | { readonly kind: 'cursor'; readonly command: Document; readonly sizes: readonly number[]; readonly kill: boolean }
  /** A read in small batches through the driver's cursor. */
  | { readonly kind: 'stream'; readonly collection: string; readonly filter: Document; readonly sort: Document; readonly batchSize: number }
  /** The driver's own bulk write. */
  | { readonly kind: 'bulk'; readonly collection: string; readonly operations: readonly Document[]; readonly ordered: boolean };

/** The next operation of a sequence. */
export function anyOperation(random: Random): Operation {
  return random.weighted<Operation>([
    [60, () => ({ kind: 'command', command: anyWrite(random) })],
    [60, () => ({ kind: 'command', command: anyRead(random) })],
    [3, () => ({ kind: 'command', command: definition(random) })],
    [3, () => ({ kind: 'command', command: wrongCommand(random) })],
    [1, () => ({ kind: 'renew', collection: random.pick(collections) })],
    [3, () => ({ kind: 'transaction', ...transaction(random) })],
    [2, () => ({ kind: 'conflict', ...conflict(random) })],
    [3, () => ({ kind: 'interleaved', steps: interleaved(random) })],
    [2, () => ({ kind: 'retry', command: retryable(random) })],
    [3, () => ({ kind: 'cursor', command: cursorRead(random), sizes: random.some(1, 3, () => 1 + random.int(9)), kill: random.once(3) })],
    [2, () => stream(random)],
    [4, () => bulk(random)],
  ]);
}

function stream(random: Random): Operation {
  const collection = random.pick(collections);
  return { kind: 'stream', collection, filter: anyFilter(random), sort: anySort(random), batchSize: 1 + random.int(7) };
}

function bulk(random: Random): Operation {
  const collection = random.pick(collections);
  return { kind: 'bulk', collection, operations: random.some(1, 6, () => bulkWrite(random)), ordered: random.once(2) };
}

/** A write without `multi`, which cannot be sent again, and without `fields`, which MongoDB forgets when it answers again. */
function retryable(random: Random): Document {
  for (;;) {
    const { fields, ...write } = anyWrite(random);
    if (!/"multi":true|"limit":0/.test(JSON.stringify(write))) return write;
  }
}
