import type { Document } from 'mongodb';
import type { Random } from './random.ts';
import { anyRead, collections } from './reads.ts';
import { scalar } from './values.ts';
import { anyWrite } from './writes.ts';

/** What one of several sessions does next: a command in its transaction, or the end of that. */
export type Step =
  | { readonly session: number; readonly command: Document }
  | { readonly session: number; readonly end: 'commit' | 'abort' };

const ending = (random: Random) => (random.once(4) ? 'abort' : 'commit');

/** Commands in one transaction. */
export function transaction(random: Random): { commands: Document[]; end: 'commit' | 'abort' } {
  return { commands: random.some(1, 5, () => (random.once(2) ? anyWrite(random) : transactionRead(random))), end: ending(random) };
}

/** Two or three transactions whose commands come by turns. */
export function interleaved(random: Random): Step[] {
  const waiting = random
    .some(2, 3, () => 0)
    .map((_, session): Step[] => [
      ...random.some(1, 4, (): Step => ({ session, command: random.once(3) ? transactionRead(random) : anyWrite(random) })),
      { session, end: ending(random) },
    ]);
  const steps: Step[] = [];
  while (waiting.some((list) => list.length > 0)) {
    const next = random.pick(waiting.filter((list) => list.length > 0)).shift();
    if (next) steps.push(next);
  }
  return steps;
}

function transactionRead(random: Random): Document {
  for (;;) {
    const read = anyRead(random);
    // mongod refuses both in transactions; the embedded store reads `$unionWith` there.
    if (!('count' in read) && !JSON.stringify(read).includes('$unionWith')) return read;
  }
}

/** Two writes of the same document, each of another transaction. */
export function conflict(random: Random): { first: Document; second: Document } {
  const coll = random.pick(collections);
  const write = () => ({ update: coll, updates: [{ q: { _id: 7 }, u: { $set: { b: scalar(random) } } }] });
  return { first: write(), second: write() };
}
