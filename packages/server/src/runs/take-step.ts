import { AppError, type RecordData, type WorkflowDoc } from '@formwright/metadata';
import { advance, type Command, type RunEvent, type RunFacts, type RunState } from '@formwright/workflow';
import { get } from '../read/get.ts';
import type { Person, Principal } from '../store/principal.ts';
import type { RunRow } from '../store/rows.ts';
import type { Tx } from '../store/store.ts';
import { writeOne } from '../write/write.ts';
import type { RunParts } from './parts.ts';
import { refusalToError } from './refusal-to-error.ts';
import { admins, resolvePeople } from './resolve-people.ts';

/** One event to be worked off inside a transaction. */
export interface StepRequest {
  tx: Tx;
  /** The run as it was read in this transaction. */
  row: Omit<RunRow, 'seq' | 'status' | 'waitingFor' | 'decidedBy' | 'cc' | 'endedAt'>;
  definition: WorkflowDoc;
  event: RunEvent;
  /** Whose act this is: named in the history of what the step writes. */
  actor: { id: string; name: string };
  /** Writes that failed when this very step was tried before, by node: they are not tried again but park their token. */
  failures: Map<string, string>;
  /** How many triggered writes led here. */
  depth: number;
  comment?: string;
}

/** A write of a step failed: the transaction starts again knowing it, so that the decision stands and the node is parked. */
export class NodeFailed extends Error {}

/** Works an event off: moves tokens and writes records until every token waits, ends or fails. Throws the AppError of a refusal. */
export async function takeStep(parts: RunParts, request: StepRequest): Promise<{ state: RunState; commands: Command[] }> {
  const initiator = await parts.loadPerson(request.row.initiator.id);
  const queue: RunEvent[] = [request.event];
  const done: Command[] = [];
  let state = request.row.state;
  for (let event = queue.shift(); event !== undefined; event = queue.shift()) {
    const step = advanceOrRefuse(request.definition, state, { event, facts: await factsFor(parts, request) });
    state = step.run;
    for (const command of step.commands) {
      if (command.kind === 'write') queue.push(await carryOut(parts, request, { command, initiator }));
      else done.push(command);
    }
  }
  return { state, commands: done };
}

function advanceOrRefuse(definition: WorkflowDoc, state: RunState, { event, facts }: { event: RunEvent; facts: RunFacts }) {
  try {
    return advance(definition, state, event, facts);
  } catch (error) {
    throw refusalToError(error);
  }
}

/** The record as the product itself sees it, and the people its rules name. */
async function factsFor({ services }: RunParts, { tx, row, definition }: StepRequest): Promise<RunFacts> {
  const record = await subjectOf({ services }, { tx, row });
  return {
    now: new Date(services.now()).toISOString(),
    timeZone: services.organisation().timeZone,
    record,
    initiatorName: row.initiator.name,
    people: await resolvePeople(services, { app: row.appKey, definition, initiator: row.initiator.id, record }),
    admins: await admins(services),
  };
}

/** The subject record as the product itself sees it; empty once it is deleted, so that the run can still end. */
export async function subjectOf(
  { services }: Pick<RunParts, 'services'>,
  { tx, row }: { tx?: Tx; row: Pick<RunRow, 'appKey' | 'entityKey' | 'record'> },
): Promise<RecordData> {
  const system: Principal = { kind: 'system', job: 'workflow', origin: 'system:workflow' };
  try {
    return await get(services, system, { app: row.appKey, entity: row.entityKey, id: String(row.record), ...(tx ? { tx } : {}) });
  } catch (error) {
    if (error instanceof AppError && error.status === 404) return {};
    throw error;
  }
}

type WriteCommand = Extract<Command, { kind: 'write' }>;

async function carryOut(
  { services }: RunParts,
  request: StepRequest,
  write: { command: WriteCommand; initiator: Person | undefined },
): Promise<RunEvent> {
  const { command, initiator } = write;
  const { token, node } = command;
  const known = request.failures.get(node);
  if (known !== undefined) return { kind: 'failed', token, reason: known };
  if (!initiator) return { kind: 'failed', token, reason: 'initiatorSuspended' };
  const { row, actor, depth, tx, comment } = request;
  const principal: Principal = {
    kind: 'workflow',
    ...actor,
    as: command.as,
    onBehalfOf: initiator,
    origin: `workflow:${String(row._id)}/${node}`,
    depth: depth + 1,
  };
  const intent = { app: row.appKey, entity: row.entityKey, do: 'update' as const, id: String(row.record), values: command.set };
  try {
    await writeOne(services, principal, { intent, tx, ...(comment ? { comment } : {}) });
    return { kind: 'wrote', token };
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500 || error.code === 'LOST_RACE') throw error;
    request.failures.set(node, [error.code, ...error.details.map((problem) => `${problem.path} ${problem.code}`)].join(' '));
    throw new NodeFailed(error.code);
  }
}
