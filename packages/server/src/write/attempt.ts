import { visibleFields } from '@formwright/access';
import { AppError } from '@formwright/metadata';
import type { Services } from '../store/services.ts';
import type { Receipt, Tx } from '../store/store.ts';
import { commitUnit } from './commit.ts';
import { type Done, evaluateIntent } from './evaluate.ts';
import type { WriteResult } from './intent.ts';
import { loadUnit } from './load.ts';
import { refuseOutdated } from './outdated.ts';
import { livePlans, type PlannedIntent } from './plan.ts';
import { duplicateError, findTaken } from './unique.ts';
import { createStage, createUnit, findStaged, join, resetStage, type Staged, type Unit } from './unit.ts';

/** Intents that stand or fall together, or each alone. */
export interface WriteJob {
  /** An intent that is already refused stands here as its error. */
  plans: (PlannedIntent | AppError)[];
  atomic: boolean;
  receipt?: Receipt<readonly WriteResult[]> | undefined;
}

/** Which intents are known to fail, by plan. */
type Refused = Map<PlannedIntent, AppError>;

/** One try at writing some jobs in a transaction. May run again from the start: it changes nothing but the database. Throws Outdated. */
export async function attemptJobs(services: Services, tx: Tx, jobs: readonly WriteJob[]): Promise<WriteResult[][]> {
  const unit = createUnit();
  const plans = jobs.flatMap((job) => livePlans(job.plans));
  await refuseOutdated(services, tx, plans);
  await loadUnit(services, tx, { unit, plans });
  const refused: Refused = new Map();
  for (;;) {
    resetStage(unit);
    const owners = new Map<string, PlannedIntent>();
    const results = jobs.map((job) => evaluateJob(services, { job, unit, refused, owners }));
    const taken = await findTaken(tx, unit);
    if (taken.size === 0) {
      await commitUnit(services, tx, unit);
      for (const [index, { receipt }] of jobs.entries()) if (results[index]?.some(({ ok }) => ok)) await receipt?.(tx, results[index]);
      return results;
    }
    const known = refused.size;
    for (const [name, { target, entries }] of taken) {
      const owner = owners.get(name);
      if (owner) refused.set(owner, duplicateError({ entity: target.entity, seen: visibleFields(owner.access) }, entries));
    }
    if (refused.size === known) throw new AppError('LOST_RACE');
  }
}

function evaluateJob(
  services: Services,
  request: { job: WriteJob; unit: Unit; refused: Refused; owners: Map<string, PlannedIntent> },
): WriteResult[] {
  const { job, unit } = request;
  if (!job.atomic) return job.plans.map((plan) => evaluateOne(services, { ...request, plan, into: unit }));
  const results: WriteResult[] = [];
  const trial: Unit = { ...unit, ...createStage(), slots: new Map(unit.slots), claims: new Map(unit.claims) };
  for (const plan of job.plans) results.push(evaluateOne(services, { ...request, unit: trial, plan, into: trial }));
  if (results.every((result) => result.ok)) join(unit, trial);
  else
    return results.map((result) =>
      result.ok
        ? { ok: false, error: new AppError('BATCH_INVALID', { params: { count: results.filter((each) => !each.ok).length } }) }
        : result,
    );
  return results;
}

function evaluateOne(
  services: Services,
  request: { plan: PlannedIntent | AppError; unit: Unit; into: Staged; refused: Refused; owners: Map<string, PlannedIntent> },
): WriteResult {
  const { plan, unit, into, owners } = request;
  if (plan instanceof AppError) return { ok: false, error: plan };
  const known = request.refused.get(plan);
  if (known) return { ok: false, error: known };
  const stage = createStage();
  try {
    const done: Done = evaluateIntent(services, plan, { unit, stage });
    join(into, stage);
    findStaged(unit, stage);
    for (const name of stage.slots.keys()) owners.set(name, plan);
    return done;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { ok: false, error };
  }
}
