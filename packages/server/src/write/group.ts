import { visibleFields } from '@formwright/access';
import { AppError } from '@formwright/metadata';
import { duplicateEntry, isDuplicateKey } from '../store/database-errors.ts';
import type { Services } from '../store/services.ts';
import type { Store } from '../store/store.ts';
import { isCommitUnknown } from '../store/transaction.ts';
import { attemptJobs, type WriteJob } from './attempt.ts';
import type { WriteResult } from './intent.ts';
import { drawNumbers, returnNumbers } from './number.ts';
import { Outdated, planAnew } from './outdated.ts';
import { livePlans, type PlannedIntent } from './plan.ts';
import { duplicateError } from './unique.ts';

/** Most intents that share a transaction. */
const groupSize = 200;

interface Waiting {
  job: WriteJob;
  services: Services;
  resolve: (results: WriteResult[]) => void;
  reject: (error: unknown) => void;
}

interface Queue {
  waiting: Waiting[];
  isCommitting: boolean;
}

const queues = new WeakMap<Store, Queue>();

/** Writes a job; jobs that wait while another transaction commits share the next one, so that many writers pay for one commit. */
export function enqueue(services: Services, job: WriteJob): Promise<WriteResult[]> {
  const queue = queues.get(services.store) ?? { waiting: [], isCommitting: false };
  queues.set(services.store, queue);
  return new Promise((resolve, reject) => {
    queue.waiting.push({ job, services, resolve, reject });
    if (!queue.isCommitting) void drain(queue);
  });
}

async function drain(queue: Queue): Promise<void> {
  queue.isCommitting = true;
  while (queue.waiting.length > 0) await commitGroup(takeGroup(queue));
  queue.isCommitting = false;
}

function takeGroup(queue: Queue): Waiting[] {
  let intents = 0;
  const end = queue.waiting.findIndex(({ job }, index) => {
    intents += job.plans.length;
    return index > 0 && intents > groupSize;
  });
  return queue.waiting.splice(0, end < 0 ? queue.waiting.length : end);
}

/** Publications that may come in between before a write gives up. */
const mostPublications = 5;

async function commitGroup(group: readonly Waiting[], publications = 0): Promise<void> {
  const [first] = group;
  if (!first) return;
  const { services } = first;
  try {
    const jobs = group.map((waiting) => waiting.job);
    const results = await writeJobs(services, jobs, group.length > 1 ? 3 : 12);
    for (const [index, waiting] of group.entries()) waiting.resolve(results[index] ?? []);
  } catch (error) {
    const failure = error instanceof Outdated && publications < mostPublications ? await renew(group) : error;
    if (failure === undefined) await commitGroup(group, publications + 1);
    else if (group.length > 1) for (const waiting of group) await commitGroup([waiting]);
    else await settleAlone(first, failure);
  }
}

/** Plans a group anew; answers why not when the database does not tell what is published now. Never throws: who waits in the queue must not wait for ever. */
async function renew(group: readonly Waiting[]): Promise<unknown> {
  try {
    for (const { services, job } of group) {
      await services.catalogue.refresh();
      job.plans = planAnew(services, job.plans);
    }
    return undefined;
  } catch (error) {
    return error;
  }
}

async function writeJobs(services: Services, jobs: readonly WriteJob[], attempts: number): Promise<WriteResult[][]> {
  const plans = jobs.flatMap((job) => livePlans(job.plans));
  await drawNumbers(services, plans);
  try {
    const results = await services.store.transaction((tx) => attemptJobs(services, tx, jobs), { attempts });
    services.store.committed();
    returnNumbers(services, unusedPlans(jobs, results));
    return results;
  } catch (error) {
    // Where nobody knows whether the commit came through, its numbers may be taken.
    if (!isCommitUnknown(error)) returnNumbers(services, plans);
    throw error;
  }
}

/** A job that fails as a whole is split when its intents may stand alone; a lone one is answered with its refusal. */
async function settleAlone({ job, services, resolve, reject }: Waiting, error: unknown): Promise<void> {
  const parts = job.atomic || job.plans.length === 1 ? [] : job.plans.map((plan): WriteJob => ({ plans: [plan], atomic: false }));
  if (parts.length > 0) {
    const results = await Promise.all(parts.map((part) => enqueueNow(services, part)));
    resolve(results.flat());
    return;
  }
  const refusal = toRefusal(error, job);
  if (refusal) resolve(job.plans.map(() => ({ ok: false, error: refusal })));
  else reject(error);
}

function enqueueNow(services: Services, job: WriteJob): Promise<WriteResult[]> {
  return new Promise((resolve, reject) => void commitGroup([{ job, services, resolve, reject }]));
}

/** The refusal that an error of the database means for the writer; undefined when it is no fault of the write. Says nothing of what the index holds. */
export function toRefusal(error: unknown, job: WriteJob): AppError | undefined {
  if (error instanceof AppError) return error;
  if (error instanceof Outdated) return new AppError('LOST_RACE', { cause: error });
  if (!isDuplicateKey(error)) return undefined;
  const entry = duplicateEntry(error);
  const [plan] = livePlans(job.plans);
  if (!plan || entry === undefined) return new AppError('LOST_RACE', { cause: error });
  return duplicateError({ entity: plan.target.entity, seen: visibleFields(plan.access) }, [entry]);
}

function unusedPlans(jobs: readonly WriteJob[], results: readonly WriteResult[][]): PlannedIntent[] {
  return jobs.flatMap((job, at) =>
    job.plans.filter((plan, index): plan is PlannedIntent => {
      const result = results[at]?.[index];
      return !(plan instanceof AppError) && !(result?.ok && result.did === 'created');
    }),
  );
}
