import { FormulaError } from '@formwright/formula';
import { AppError, type Locale, type RecordData, titleOf, type WorkflowDoc } from '@formwright/metadata';
import { mayStart, newRun, type RunFacts } from '@formwright/workflow';
import { get } from '../read/get.ts';
import type { PublishedApp } from '../store/catalogue.ts';
import { idOf, newId } from '../store/ids.ts';
import { type Person, type Principal, personOf } from '../store/principal.ts';
import type { RunRow } from '../store/rows.ts';
import type { Receipt, Tx } from '../store/store.ts';
import { checkStartInput } from './check-start-input.ts';
import { publishedWorkflow } from './definition.ts';
import type { RunParts } from './parts.ts';
import { saveStep } from './save-step.ts';
import { subjectOf, takeStep } from './take-step.ts';
import { tryStep } from './try-step.ts';

/** A person's wish to start a workflow on a record. */
export interface StartRequest {
  app: string;
  key: string;
  record?: string;
  input?: RecordData;
  locale: Locale;
  receipt?: Receipt<RunRow>;
}

/** Starts a workflow by its button. Throws NOT_FOUND, FORBIDDEN, INVALID, WORKFLOW_NOT_STARTED. */
export async function startByButton(parts: RunParts, principal: Principal, request: StartRequest): Promise<RunRow> {
  const { services } = parts;
  const app = services.catalogue.app(request.app);
  const definition = publishedWorkflow(app, request.key);
  const person = personOf(principal);
  if (definition.trigger.type !== 'button') throw new AppError('NOT_FOUND');
  if (!person || !startableWorkflows(app, person).has(request.key)) throw new AppError('FORBIDDEN');
  if (request.record === undefined) throw new AppError('INVALID', { details: [{ path: '/record', code: 'REQUIRED' }] });
  // Reading the record as the person is what makes the button theirs to press.
  await get(services, principal, { app: request.app, entity: definition.trigger.entity, id: request.record });
  const input = checkStartInput(definition, request.input ?? {});
  const subject = { app, definition, record: request.record, input, initiator: person };
  return tryStep(services, async (tx, failures) => {
    const row = await startRun(parts, principal, { ...subject, tx, failures, depth: 0 });
    await request.receipt?.(tx, row);
    return row;
  });
}

/** What a new run is made from, inside a transaction. */
export interface NewRun {
  tx: Tx;
  app: PublishedApp;
  definition: WorkflowDoc;
  record: string;
  input: RecordData;
  initiator: Person;
  failures: Map<string, string>;
  depth: number;
}

/** Makes a run and takes its first step in the caller's transaction. Throws WORKFLOW_NOT_STARTED when its condition does not hold. */
export async function startRun(parts: RunParts, principal: Principal, wish: NewRun): Promise<RunRow> {
  const { services } = parts;
  const { tx, app, definition, input, initiator } = wish;
  const published = services.catalogue.entity(app.key, definition.trigger.entity);
  const _id = newId();
  const now = new Date(services.now()).toISOString();
  const row: RunRow = {
    _id,
    app: idOf(app.id),
    appKey: app.key,
    workflow: definition.key,
    version: app.version,
    seq: 0,
    status: 'running',
    entity: published.id,
    entityKey: published.key,
    record: idOf(wish.record),
    title: '',
    initiator: { id: initiator.id, name: initiator.name },
    startedAt: new Date(now),
    endedAt: null,
    state: newRun({ id: String(_id), initiator: initiator.id, input, now }),
    waitingFor: [],
    decidedBy: [],
    cc: [],
  };
  const record = await subjectOf(parts, { tx, row });
  if (Object.keys(record).length === 0) throw new AppError('NOT_FOUND');
  const facts = {
    now,
    timeZone: services.organisation().timeZone,
    record,
    initiatorName: initiator.name,
    people: new Map<string, string[]>(),
    admins: [],
  };
  refuseUnmet(definition, row, facts);
  const titled = {
    ...row,
    title: titleOf(published.entity, record, { locale: services.organisation().locale, timeZone: services.organisation().timeZone }),
  };
  const step = await takeStep(parts, {
    tx,
    row: titled,
    definition,
    event: { kind: 'start' },
    actor: row.initiator,
    failures: wish.failures,
    depth: wish.depth,
  });
  return saveStep(services, principal, { tx, row: titled, definition, ...step, isNew: true });
}

/** A condition that cannot be worked out does not hold. It is not told: it may name what the person may not see. */
function refuseUnmet(definition: WorkflowDoc, row: RunRow, facts: RunFacts): void {
  const refuse = (cause?: unknown) => new AppError('WORKFLOW_NOT_STARTED', { params: { workflow: definition.title }, cause });
  let isMet: boolean;
  try {
    isMet = mayStart(definition, row.state, facts);
  } catch (error) {
    throw error instanceof FormulaError ? refuse(error) : error;
  }
  if (!isMet) throw refuse();
}

/** Keys of the workflows a person may start by button in an app: those of their roles; all for an admin. */
export function startableWorkflows(app: PublishedApp, person: Person): Set<string> {
  const buttons = app.documents.workflows.filter((workflow) => workflow.trigger.type === 'button').map((workflow) => workflow.key);
  if (person.admin) return new Set(buttons);
  const roles = app.documents.roles.filter((role) => person.roles.includes(`${app.key}.${role.key}`));
  return new Set(buttons.filter((key) => roles.some((role) => role.workflows === undefined || role.workflows.includes(key))));
}
