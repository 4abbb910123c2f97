import { AppError, type WorkflowDoc } from '@formwright/metadata';
import type { PublishedEntity } from '../store/catalogue.ts';
import { isDuplicateKey, isPassingFailure } from '../store/database-errors.ts';
import type { Principal } from '../store/principal.ts';
import type { ChangeRow } from '../store/rows.ts';
import type { RunParts } from './parts.ts';
import { startRun } from './start-run.ts';
import { tryStep } from './try-step.ts';

/** Triggered writes that may follow one another before a loop is taken for one. */
const deepest = 16;

/** A follower of the change log, as jobs run it. */
export interface ChangeFollower {
  name: string;
  handle: (changes: readonly ChangeRow[]) => Promise<void>;
}

/** What triggers are run with. */
interface TriggerParts extends RunParts {
  /** Told why a workflow could not start that should have; the others go on. */
  onError: (error: unknown) => void;
}

/** Starts the workflows that records being created or updated set off, once per change, whatever server sees it first. */
export function triggerFollower(parts: TriggerParts): ChangeFollower {
  return {
    name: 'triggers',
    handle: async (changes) => {
      for (const change of changes) await onChange(parts, change);
    },
  };
}

async function onChange(parts: TriggerParts, change: ChangeRow): Promise<void> {
  if (change.subject !== 'record' || change.entity === undefined || change.origin === 'package' || change.depth >= deepest) return;
  const target = parts.services.catalogue.entityById(change.entity);
  if (!target) return;
  for (const definition of target.app.documents.workflows) {
    if (setsOff(definition, target, change)) await startOnce(parts, { definition, target, change });
  }
}

function setsOff({ trigger }: WorkflowDoc, target: PublishedEntity, change: ChangeRow): boolean {
  if (trigger.entity !== target.key) return false;
  if (trigger.type === 'created') return change.kind === 'create';
  if (trigger.type !== 'updated' || change.kind !== 'update') return false;
  return trigger.fields === undefined || change.fields.some((field) => trigger.fields?.includes(field.key));
}

interface Occasion {
  definition: WorkflowDoc;
  target: PublishedEntity;
  change: ChangeRow;
}

/** A mark in the run's own transaction makes at-least-once delivery start one run. One broken workflow blocks no other. */
async function startOnce(parts: TriggerParts, { definition, target, change }: Occasion): Promise<void> {
  const { services } = parts;
  const initiator = await initiatorOf(parts, change);
  if (!initiator) return;
  const principal: Principal = { kind: 'user', person: initiator, origin: `trigger:${String(change._id)}` };
  const mark = `trigger:${String(change._id)}:${target.app.key}.${definition.key}`;
  try {
    await tryStep(services, async (tx, failures) => {
      const seen = await services.store.models.counters.updateOne(
        { _id: mark, last: { $lt: 1 } },
        { $inc: { last: 1 } },
        { upsert: true, session: tx.session },
      );
      if (seen.upsertedCount === 0) return;
      await startRun(parts, principal, {
        tx,
        app: target.app,
        definition,
        record: change.target,
        input: {},
        initiator,
        failures,
        depth: change.depth,
      });
    });
  } catch (error) {
    if (isPassing(error)) throw error;
    if (!isRefusal(error)) parts.onError(error);
  }
}

/** Whether another try may go better: the database is away or somebody was faster. All else would fail for ever and hold all other workflows up. */
function isPassing(error: unknown): boolean {
  if (error instanceof AppError) return error.code === 'LOST_RACE' || error.code === 'DATABASE_UNAVAILABLE';
  return isPassingFailure(error);
}

/** Whether the workflow simply is not to start here, or another server started it. */
function isRefusal(error: unknown): boolean {
  return isDuplicateKey(error) || (error instanceof AppError && error.status < 500);
}

/** Who changed the record; for what a workflow wrote, on whose behalf it did. */
function initiatorOf(parts: RunParts, change: ChangeRow) {
  return parts.loadPerson(change.onBehalfOf?.id ?? change.by.id);
}
