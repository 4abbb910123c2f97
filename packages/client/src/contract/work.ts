import type { WorkflowNode } from '@formwright/metadata';
import { type Static, Type } from 'typebox';
import { route } from './route.ts';
import { Id, Key, Moment, Nothing, oneOf, PersonRef, RecordShape, Values } from './shapes.ts';

const closed = { additionalProperties: false } as const;
const Box = Type.Union([Type.Literal('todo'), Type.Literal('done'), Type.Literal('started'), Type.Literal('cc')]);
/** A box of the inbox. */
export type TaskBox = Static<typeof Box>;

/** Work a run waits for a person to do. */
export const Task = Type.Object({
  id: Id,
  run: Id,
  app: Key,
  workflow: Key,
  node: Key,
  entity: Key,
  record: Id,
  title: Type.String({ description: 'Title of the record.' }),
  actions: Type.Array(Type.String(), { description: 'What I may do now: approve, reject; withdraw, … none when closed.' }),
  openedAt: Moment,
  dueAt: Type.Optional(Moment),
  workflowTitle: Type.String(),
  nodeTitle: Type.String(),
  initiator: PersonRef,
  state: Type.Union([Type.Literal('open'), Type.Literal('closed')]),
  closedAt: Type.Optional(Moment),
  outcome: Type.Optional(Type.Object({ action: Type.String(), by: PersonRef, comment: Type.String() })),
  summary: Type.Array(Type.Object({ field: Type.String(), title: Type.String(), value: Type.Unknown() }), {
    description: 'The fields that matter, those of the start first.',
  }),
});
/** Work a run waits for a person to do. */
export type Task = Static<typeof Task>;

/** One line of what happened in a run. */
export const TraceEntry = Type.Object({
  at: Moment,
  node: Type.String(),
  nodeTitle: Type.String(),
  event: oneOf(
    'started',
    'entered',
    'opened',
    'approved',
    'rejected',
    'skipped',
    'told',
    'wrote',
    'branched',
    'failed',
    'left',
    'withdrawn',
    'terminated',
    'ended',
  ),
  by: Type.Optional(PersonRef),
  onBehalfOf: Type.Optional(PersonRef),
  comment: Type.Optional(Type.String()),
  detail: Type.Optional(Type.String()),
  edge: Type.Optional(Type.String()),
});
/** One line of what happened in a run. */
export type TraceEntry = Static<typeof TraceEntry>;

const RunNode = Type.Object({
  id: Type.String(),
  type: Type.Unsafe<WorkflowNode['type']>({ type: 'string' }),
  title: Type.String(),
  position: Type.Object({ x: Type.Number(), y: Type.Number() }),
});
const RunEdge = Type.Object({ id: Type.String(), from: Type.String(), to: Type.String(), title: Type.Optional(Type.String()) });

/** One execution of one published version of a workflow. */
export const Run = Type.Object({
  id: Id,
  app: Key,
  workflow: Key,
  workflowTitle: Type.String(),
  version: Type.Integer(),
  status: oneOf('running', 'completed', 'rejected', 'withdrawn', 'terminated', 'failed', 'stuck'),
  entity: Key,
  record: Id,
  title: Type.String(),
  initiator: PersonRef,
  startedAt: Moment,
  endedAt: Type.Optional(Moment),
  input: Values,
  tokens: Type.Array(
    Type.Object({
      id: Type.String(),
      node: Type.String(),
      since: Moment,
      state: Type.Union([Type.Literal('waiting'), Type.Literal('failed')]),
      reason: Type.Optional(Type.String()),
    }),
  ),
  tasks: Type.Array(
    Type.Object({
      id: Id,
      node: Type.String(),
      assignee: PersonRef,
      state: Type.Union([Type.Literal('open'), Type.Literal('closed')]),
      openedAt: Moment,
      closedAt: Type.Optional(Moment),
      outcome: Type.Optional(Type.String()),
      comment: Type.Optional(Type.String()),
    }),
  ),
  trace: Type.Array(TraceEntry),
  graph: Type.Object(
    { nodes: Type.Array(RunNode), edges: Type.Array(RunEdge) },
    { description: 'The workflow as drawn; how its nodes are set up is for those who design it.' },
  ),
  actions: Type.Array(Type.String(), { description: 'What I may do: withdraw; terminate, retry for admins.' }),
});
/** One execution of one published version of a workflow. */
export type Run = Static<typeof Run>;

/** A task with what its assignee sees of the record. */
export const TaskDetail = Type.Intersect([
  Task,
  Type.Object({
    subject: Type.Union([RecordShape, Type.Null()]),
    plan: Type.Record(Type.String(), Type.Union([Type.Literal('write'), Type.Literal('read')])),
    runDetail: Run,
    commentRequired: Type.Union([Type.Literal('never'), Type.Literal('onReject'), Type.Literal('always')]),
  }),
]);
/** A task with what its assignee sees of the record. */
export type TaskDetail = Static<typeof TaskDetail>;

/** A message to me. */
export const Notification = Type.Object({
  id: Id,
  at: Moment,
  text: Type.String(),
  read: Type.Boolean(),
  link: Type.Union([Type.Object({ app: Key, entity: Key, record: Id }), Type.Object({ task: Id }), Type.Null()]),
});
/** A message to me. */
export type Notification = Static<typeof Notification>;

const Input = Type.Object({ record: Type.Optional(Id), input: Type.Optional(Values) }, closed);
const id = Type.Object({ id: Id }, closed);
const workflow = Type.Object({ app: Key, key: Key }, closed);
const Counts = Type.Object({ todo: Type.Integer(), done: Type.Integer(), started: Type.Integer(), cc: Type.Integer() });

/** Inbox, runs and messages. */
export const workRoutes = {
  tasks: route({
    method: 'GET',
    path: '/api/tasks',
    summary: 'My inbox.',
    query: Type.Object(
      { box: Type.Optional(Box), cursor: Type.Optional(Type.String()), limit: Type.Optional(Type.String({ pattern: '^\\d{1,3}$' })) },
      closed,
    ),
    response: Type.Object({ tasks: Type.Array(Task), next: Type.Optional(Type.String()), counts: Counts }),
  }),
  task: route({
    method: 'GET',
    path: '/api/tasks/:id',
    summary: 'One task with what its assignee sees.',
    params: id,
    response: TaskDetail,
  }),
  actOnTask: route({
    method: 'POST',
    path: '/api/tasks/:id/actions',
    summary: 'Decide. If-Match carries the version of the record that was shown.',
    headers: ['If-Match', 'Idempotency-Key'],
    params: id,
    body: Type.Object(
      {
        action: Type.Union([Type.Literal('approve'), Type.Literal('reject')]),
        comment: Type.Optional(Type.String({ maxLength: 2000 })),
        data: Type.Optional(Values),
        to: Type.Optional(Type.String()),
      },
      closed,
    ),
    response: Type.Object({ task: Task, run: Run }),
  }),
  startWorkflow: route({
    method: 'POST',
    path: '/api/apps/:app/workflows/:key/start',
    summary: 'Start a workflow by its button.',
    headers: ['Idempotency-Key'],
    params: workflow,
    body: Input,
    status: 201,
    response: Type.Object({ run: Run }),
  }),
  run: route({ method: 'GET', path: '/api/runs/:id', summary: 'A run and its trace.', params: id, response: Run }),
  recordRuns: route({
    method: 'GET',
    path: '/api/apps/:app/entities/:entity/records/:id/runs',
    summary: 'Runs about a record, newest first.',
    params: Type.Object({ app: Key, entity: Key, id: Id }, closed),
    response: Type.Object({ runs: Type.Array(Run) }),
  }),
  actOnRun: route({
    method: 'POST',
    path: '/api/runs/:id/actions',
    summary: 'Withdraw (initiator); terminate or retry (admin).',
    headers: ['Idempotency-Key'],
    params: id,
    body: Type.Object(
      {
        action: Type.Union([Type.Literal('withdraw'), Type.Literal('terminate'), Type.Literal('retry')]),
        comment: Type.Optional(Type.String({ maxLength: 2000 })),
      },
      closed,
    ),
    response: Type.Object({ run: Run }),
  }),
  notifications: route({
    method: 'GET',
    path: '/api/notifications',
    summary: 'Messages to me, newest first.',
    response: Type.Object({ notifications: Type.Array(Notification), unread: Type.Integer() }),
  }),
  readNotifications: route({
    method: 'POST',
    path: '/api/notifications/read',
    summary: 'Mark messages as read; all when none is named.',
    body: Type.Object({ ids: Type.Optional(Type.Array(Id, { maxItems: 500 })) }, closed),
    status: 204,
    response: Nothing,
  }),
} as const;
