import type { Run, TraceEntry } from '@formwright/client';
import type { WorkflowDoc } from '@formwright/metadata';
import { mayWithdraw, type RunState } from '@formwright/workflow';
import { type Person, type Principal, personOf } from '../store/principal.ts';
import type { RunRow } from '../store/rows.ts';
import type { Services } from '../store/services.ts';
import { type NameOf, namesOf } from './names.ts';
import { titleFor } from './run-title.ts';

/** What a run is shown with. */
export interface RunViewOptions {
  row: RunRow;
  definition: WorkflowDoc;
}

/** A run as the API shows it to somebody: how its nodes are set up and why exactly a write failed would name what is hidden from them. */
export async function runView(services: Services, principal: Principal, { row, definition }: RunViewOptions): Promise<Run> {
  const { state } = row;
  const reader = personOf(principal);
  const told = (reason: string) => (reader?.admin ? reason : withoutPaths(reason));
  const nameOf = await namesOf(services, peopleIn(state));
  const titles = new Map(definition.nodes.map((node) => [node.id, node.title]));
  return {
    id: String(row._id),
    app: row.appKey,
    workflow: row.workflow,
    workflowTitle: definition.title,
    version: row.version,
    status: state.status,
    entity: row.entityKey,
    record: String(row.record),
    title: titleFor(services, principal, { row, definition }),
    initiator: row.initiator,
    startedAt: state.startedAt,
    ...(state.endedAt === undefined ? {} : { endedAt: state.endedAt }),
    input: state.input,
    tokens: state.tokens.map(({ id, node, since, state: at, reason }) => ({
      id,
      node,
      since,
      state: at === 'failed' ? 'failed' : 'waiting',
      ...(reason === undefined ? {} : { reason: told(reason) }),
    })),
    tasks: state.tasks.map((task) => taskLine(task, nameOf)),
    trace: state.trace.map((line) =>
      traceLine(line.event === 'failed' ? { ...line, detail: told(line.detail ?? '') } : line, { nameOf, titles }),
    ),
    graph: {
      nodes: definition.nodes.map(({ id, type, title, position }) => ({ id, type, title, position })),
      edges: definition.edges.map(({ id, from, to, title }) => ({ id, from, to, ...(title === undefined ? {} : { title }) })),
    },
    actions: reader ? runActions({ row, definition }, reader) : [],
  };
}

/** What somebody may do with a run as it stands. */
export function runActions({ row, definition }: RunViewOptions, reader: Person): string[] {
  const { state } = row;
  const actions: string[] = [];
  if (state.status === 'running' && reader.id === row.initiator.id && mayWithdraw(definition, state)) actions.push('withdraw');
  if (reader.admin && ['running', 'failed', 'stuck'].includes(state.status)) actions.push('terminate');
  if (reader.admin && state.tokens.some((token) => token.state === 'failed')) actions.push('retry');
  return actions;
}

/** A failed write stands as its code, then each field and what is wrong with it. */
function withoutPaths(reason: string): string {
  return /^[A-Z_]+(?= \/)/.exec(reason)?.[0] ?? reason;
}

function taskLine(task: RunState['tasks'][number], nameOf: NameOf): Run['tasks'][number] {
  const { id, node, assignee, state, openedAt, closedAt, outcome } = task;
  return {
    id,
    node,
    assignee: nameOf(assignee),
    state,
    openedAt,
    ...(closedAt === undefined ? {} : { closedAt }),
    ...(outcome === undefined ? {} : { outcome: outcome.action, comment: outcome.comment }),
  };
}

function traceLine(
  line: RunState['trace'][number],
  { nameOf, titles }: { nameOf: NameOf; titles: ReadonlyMap<string, string> },
): TraceEntry {
  const { by, onBehalfOf, detail, comment, edge, ...rest } = line;
  return {
    ...rest,
    nodeTitle: titles.get(line.node) ?? line.node,
    ...(by === undefined ? {} : { by: nameOf(by) }),
    ...(onBehalfOf === undefined ? {} : { onBehalfOf: nameOf(onBehalfOf) }),
    ...(comment === undefined ? {} : { comment }),
    ...(edge === undefined ? {} : { edge }),
    ...(detail === undefined ? {} : { detail: named(detail, nameOf) }),
  };
}

/** Who was told or asked stands in the trace as ids. */
function named(detail: string, nameOf: NameOf): string {
  return detail.replace(/[0-9a-f]{24}/g, (id) => nameOf(id).name).replaceAll(',', ', ');
}

function peopleIn(state: RunState): string[] {
  const inTrace = state.trace.flatMap((line) => [line.by ?? '', line.onBehalfOf ?? '', ...(line.detail?.match(/[0-9a-f]{24}/g) ?? [])]);
  return [...inTrace, ...state.tasks.flatMap((task) => [task.assignee, task.outcome?.by ?? ''])];
}
