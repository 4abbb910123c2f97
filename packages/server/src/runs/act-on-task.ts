import { AppError, pointer, type RecordData, type WorkflowDoc } from '@formwright/metadata';
import type { RunTask } from '@formwright/workflow';
import { get } from '../read/get.ts';
import { type Principal, personOf } from '../store/principal.ts';
import type { RunRow } from '../store/rows.ts';
import type { Services } from '../store/services.ts';
import type { Receipt, Tx } from '../store/store.ts';
import { writeOne } from '../write/write.ts';
import { definitionOf } from './definition.ts';
import { findTask } from './find-task.ts';
import { namesOf } from './names.ts';
import type { RunParts } from './parts.ts';
import { saveStep } from './save-step.ts';
import { takeStep } from './take-step.ts';
import { approvalNode, nodePlan, subjectEntity, withTask } from './task-grant.ts';
import { decidedBy } from './task-view.ts';
import { tryStep } from './try-step.ts';

/** A decision. */
export interface Decision {
  task: string;
  action: 'approve' | 'reject';
  comment?: string;
  /** Fields the assignee fills in, as far as the node's field plan lets them. */
  data?: RecordData;
  /** Version of the record that was shown; refused with RECORD_CHANGED when it is another now. */
  shown?: number;
  receipt?: Receipt<RunRow>;
}

/**
 * Decides a task: decision, new state of the run, what the run writes and whom it tells are one transaction.
 * Throws NOT_FOUND, FORBIDDEN, ALREADY_DECIDED (by whom and when), RECORD_CHANGED, COMMENT_REQUIRED, INVALID.
 */
export async function actOnTask(parts: RunParts, principal: Principal, decision: Decision): Promise<RunRow> {
  const { services } = parts;
  const person = personOf(principal);
  if (!person) throw new AppError('FORBIDDEN');
  return tryStep(services, async (tx, failures) => {
    const { row, task } = await findTask(services, person, { id: decision.task, tx });
    const definition = await definitionOf(services, row);
    if (task.state === 'closed') throw await alreadyDecided(services, row, task);
    if (task.assignee !== person.id) throw new AppError('FORBIDDEN');
    await writeOwnPart(services, principal, { tx, row, task, definition, decision });
    const comment = (decision.comment ?? '').trim();
    const event = { kind: 'act' as const, task: task.id, action: decision.action, by: person.id, comment };
    const actor = { id: person.id, name: person.name };
    const step = await takeStep(parts, { tx, row, definition, event, actor, failures, depth: 0, ...(comment === '' ? {} : { comment }) });
    const saved = await saveStep(services, principal, { tx, row, definition, ...step });
    await decision.receipt?.(tx, saved);
    return saved;
  });
}

interface OwnPart {
  tx: Tx;
  row: RunRow;
  task: RunTask;
  definition: WorkflowDoc;
  decision: Decision;
}

/** Looks whether what is decided is what was shown, and writes what the assignee filled in. */
async function writeOwnPart(services: Services, principal: Principal, { tx, row, task, definition, decision }: OwnPart): Promise<void> {
  const node = approvalNode(definition, task.node);
  const target = subjectEntity(services, row);
  if (!node || !target) return;
  const address = { app: row.appKey, entity: row.entityKey, id: String(row.record) };
  const reader = withTask(principal, { app: row.appKey, entity: row.entityKey, record: address.id, fields: nodePlan(target, node) });
  if (decision.shown !== undefined) await refuseChanged(services, reader, { tx, address, shown: decision.shown });
  if (decision.data === undefined || Object.keys(decision.data).length === 0) return;
  const intent = { ...address, do: 'update' as const, values: decision.data };
  await writeOne(services, reader, { intent, tx }).catch((error: unknown) => {
    throw error instanceof AppError ? inData(error) : error;
  });
}

/** The same refusal with the places where the request has the values. */
function inData(error: AppError): AppError {
  const details = error.details.map((problem) => ({ ...problem, path: pointer('data') + problem.path }));
  return new AppError(error.code, { params: error.params, cause: error, ...(details.length > 0 ? { details } : {}) });
}

async function refuseChanged(
  services: Services,
  reader: Principal,
  { tx, address, shown }: { tx: Tx; address: { app: string; entity: string; id: string }; shown: number },
): Promise<void> {
  const now = await get(services, reader, { ...address, tx }).catch((error: unknown) => {
    if (error instanceof AppError && error.status === 404) return undefined;
    throw error;
  });
  if (now?.version !== shown) throw new AppError('RECORD_CHANGED');
}

async function alreadyDecided(services: Services, row: RunRow, task: RunTask): Promise<AppError> {
  const decided = decidedBy(row, task);
  if (!decided.outcome) return new AppError('RUN_OVER');
  const nameOf = await namesOf(services, [decided.outcome.by]);
  return new AppError('ALREADY_DECIDED', { params: { name: nameOf(decided.outcome.by).name, at: decided.closedAt ?? '' } });
}
