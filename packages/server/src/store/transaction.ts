import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@formwright/metadata';
import type { ClientSession, Connection } from 'mongoose';
import type { TransactionOptions, Tx } from './store.ts';

/** Runs `work` in a transaction until it commits, its own error ends it, or conflicts outlast the attempts. */
export async function runTransaction<T>(
  connection: Connection,
  work: (tx: Tx) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  const attempts = options.attempts ?? 12;
  const session = await connection.startSession();
  try {
    for (let attempt = 1; ; attempt++) {
      const effects: (() => void)[] = [];
      try {
        const result = await tryOnce(session, () => work({ session, afterCommit: (effect) => void effects.push(effect) }));
        for (const effect of effects) effect();
        return result;
      } catch (error) {
        if (!isTransient(error)) throw error;
        if (attempt >= attempts) throw new AppError('LOST_RACE', { cause: error });
        await sleep(Math.random() * Math.min(500, 5 * 2 ** attempt));
      }
    }
  } finally {
    await session.endSession();
  }
}

/** Thrown by the work of a transaction that must begin anew on what is true now. */
export class BeginAgain extends Error {}

/** Whether another attempt may succeed where this one failed by chance. */
export function isTransient(error: unknown): boolean {
  return error instanceof BeginAgain || hasLabel(error, 'TransientTransactionError');
}

/** Whether a commit may have come through or not. */
export function isCommitUnknown(error: unknown): boolean {
  return hasLabel(error, 'UnknownTransactionCommitResult');
}

async function tryOnce<T>(session: ClientSession, work: () => Promise<T>): Promise<T> {
  session.startTransaction({ readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority' } });
  let result: T;
  try {
    result = await work();
  } catch (error) {
    if (session.inTransaction()) await session.abortTransaction().catch(() => undefined);
    throw error;
  }
  await commit(session);
  return result;
}

async function commit(session: ClientSession): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await session.commitTransaction();
      return;
    } catch (error) {
      if (!isCommitUnknown(error) || attempt >= 10) throw error;
      await sleep(Math.random() * 50 * attempt);
    }
  }
}

function hasLabel(error: unknown, label: string): boolean {
  if (typeof error !== 'object' || error === null || !('hasErrorLabel' in error)) return false;
  return typeof error.hasErrorLabel === 'function' && error.hasErrorLabel(label) === true;
}
