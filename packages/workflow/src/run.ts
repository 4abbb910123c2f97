import type { RecordData } from '@formwright/metadata';

/** Where a run stands as a whole. */
export type RunStatus = 'running' | 'completed' | 'rejected' | 'withdrawn' | 'terminated' | 'failed' | 'stuck';

/** Where in the graph a run is. `writing` lasts only inside one step: the caller answers with `wrote` or `failed`. */
export interface Token {
  id: string;
  node: string;
  /** ISO date-time. */
  since: string;
  state: 'waiting' | 'writing' | 'failed';
  /** Why it failed, in words of the failure. */
  reason?: string;
}

/** What a person did with a task. */
export interface Outcome {
  action: 'approve' | 'reject';
  by: string;
  onBehalfOf?: string;
  comment: string;
}

/** A task inside a run: an approval waits for its assignee, a cc only tells. */
export interface RunTask {
  id: string;
  node: string;
  token: string;
  kind: 'approval' | 'cc';
  assignee: string;
  state: 'open' | 'closed';
  openedAt: string;
  closedAt?: string;
  outcome?: Outcome;
}

/** What happened, line by line. */
export interface TraceLine {
  at: string;
  node: string;
  event:
    | 'started'
    | 'entered'
    | 'opened'
    | 'approved'
    | 'rejected'
    | 'skipped'
    | 'told'
    | 'wrote'
    | 'branched'
    | 'failed'
    | 'left'
    | 'withdrawn'
    | 'terminated'
    | 'ended';
  by?: string;
  onBehalfOf?: string;
  comment?: string;
  /** Who was told or asked, which field was written, why it failed. */
  detail?: string;
  /** Edge taken. */
  edge?: string;
}

/** The whole state of a run as far as the engine is concerned; plain JSON. */
export interface RunState {
  id: string;
  status: RunStatus;
  initiator: string;
  input: RecordData;
  tokens: Token[];
  tasks: RunTask[];
  trace: TraceLine[];
  variables: RecordData;
  /** Steps so far; the store writes a step only onto the seq it was worked out from. */
  seq: number;
  /** Number that the next token or task takes. */
  next: number;
  startedAt: string;
  endedAt?: string;
}

/** A run that has not moved yet. */
export function newRun(seed: { id: string; initiator: string; input: RecordData; now: string }): RunState {
  return {
    id: seed.id,
    status: 'running',
    initiator: seed.initiator,
    input: seed.input,
    tokens: [],
    tasks: [],
    trace: [],
    variables: {},
    seq: 0,
    next: 1,
    startedAt: seed.now,
  };
}
