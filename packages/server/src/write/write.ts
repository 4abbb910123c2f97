import { AppError } from '@formwright/metadata';
import type { Principal } from '../store/principal.ts';
import type { Services } from '../store/services.ts';
import { BeginAgain, isTransient } from '../store/transaction.ts';
import { attemptJobs, type WriteJob } from './attempt.ts';
import { enqueue, toRefusal } from './group.ts';
import type { Intent, WriteOptions, WriteResult } from './intent.ts';
import { drawNumbers } from './number.ts';
import { Outdated } from './outdated.ts';
import { livePlans, planIntent } from './plan.ts';
import { repeatedKeys } from './repeated-keys.ts';

/** A request to write. */
export interface WriteRequest extends WriteOptions {
  intents: readonly Intent[];
}

/**
 * The one write road: authorises, fills, validates and commits, with history, in one transaction.
 * Answers one result per intent, in order; a refused one tells every problem with its path.
 * Throws only what concerns no single intent: DATABASE_UNAVAILABLE, or, inside a `tx`, the conflict for its owner to retry.
 */
export async function write(services: Services, principal: Principal, request: WriteRequest): Promise<WriteResult[]> {
  const { tx, comment } = request;
  const plans = request.intents.map((intent) =>
    orRefusal(() => planIntent(services, principal, { intent, ...(comment === undefined ? {} : { comment }) })),
  );
  for (const [index, error] of repeatedKeys(plans)) plans[index] = error;
  const job: WriteJob = { plans, atomic: tx !== undefined || request.atomic === true, receipt: request.receipt };
  if (plans.every((plan) => plan instanceof AppError)) return plans.map((error) => ({ ok: false, error }));
  if (!tx) return enqueue(services, job);
  return writeInside(services, job, tx);
}

/** Writes one record; throws the AppError that refuses it. */
export async function writeOne(
  services: Services,
  principal: Principal,
  request: WriteOptions & { intent: Intent },
): Promise<Extract<WriteResult, { ok: true }>> {
  const { intent, ...options } = request;
  const [result] = await write(services, principal, { ...options, intents: [intent] });
  if (result === undefined) throw new Error('write answered nothing');
  if (!result.ok) throw result.error;
  return result;
}

async function writeInside(services: Services, job: WriteJob, tx: NonNullable<WriteOptions['tx']>): Promise<WriteResult[]> {
  await drawNumbers(services, livePlans(job.plans));
  try {
    const [results] = await attemptJobs(services, tx, [job]);
    tx.afterCommit(() => services.store.committed());
    return results ?? [];
  } catch (error) {
    if (isTransient(error)) throw error;
    if (error instanceof Outdated) {
      await services.catalogue.refresh();
      throw new BeginAgain();
    }
    throw toRefusal(error, job) ?? error;
  }
}

function orRefusal<T>(work: () => T): T | AppError {
  try {
    return work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}
