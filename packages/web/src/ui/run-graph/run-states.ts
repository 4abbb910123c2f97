import type { Run, TraceEntry } from '@formwright/client';

type RunNode = Run['graph']['nodes'][number];
type RunEdge = Run['graph']['edges'][number];

/** How far a run is at one node. `passedBy`: the run took another way. */
export type StepState = 'done' | 'now' | 'toCome' | 'passedBy' | 'failed' | 'rejected' | 'stopped';

/** One node of a run with what happened there. */
export interface RunStep {
  id: string;
  type: RunNode['type'];
  title: string;
  state: StepState;
  /** Who acted, or who is waited for. */
  people: string[];
  /** What they did; undefined where nobody decides. */
  action: 'started' | 'approved' | 'rejected' | 'skipped' | 'told' | 'wrote' | undefined;
  comments: Array<{ by: string; text: string }>;
  /** Branch that was taken, or why it failed. */
  detail: string | undefined;
  /** ISO moments at which the run came and went. */
  since: string | undefined;
  until: string | undefined;
}

/** Every node of a run with its state, in the order of the graph. */
export function runSteps(run: Run): RunStep[] {
  const visits = visitsOf(run.trace);
  const open = new Map(run.tokens.map((token) => [token.node, token]));
  const ahead = run.status === 'running' ? aheadOf([...open.keys()], run.graph.edges) : new Set<string>();
  return run.graph.nodes.map((node) => {
    const lines = visits.get(node.id) ?? [];
    const token = open.get(node.id);
    const state = stateOf({ node, lines, waits: token?.state, ahead });
    return {
      id: node.id,
      type: node.type,
      title: node.title,
      state,
      ...happened(run, node, lines),
      ...(token?.reason ? { detail: token.reason } : {}),
    };
  });
}

/** Whether a run went along an edge, goes there next, or not. */
export function edgeState(edge: RunEdge, run: Run, steps: ReadonlyMap<string, StepState>): 'gone' | 'toCome' | 'passedBy' {
  if (run.trace.some((line) => line.edge === edge.id && line.event === 'left')) return 'gone';
  const from = steps.get(edge.from);
  return (from === 'now' || from === 'toCome') && steps.get(edge.to) === 'toCome' ? 'toCome' : 'passedBy';
}

/** The lines of the last visit to each node. */
function visitsOf(trace: readonly TraceEntry[]): Map<string, TraceEntry[]> {
  const visits = new Map<string, TraceEntry[]>();
  for (const line of trace) {
    const begins = line.event === 'entered' || line.event === 'started';
    visits.set(line.node, begins ? [line] : [...(visits.get(line.node) ?? []), line]);
  }
  return visits;
}

interface Known {
  node: RunNode;
  lines: readonly TraceEntry[];
  waits: 'waiting' | 'failed' | undefined;
  ahead: ReadonlySet<string>;
}

function stateOf({ node, lines, waits, ahead }: Known): StepState {
  if (waits !== undefined) return waits === 'failed' ? 'failed' : 'now';
  const left = lines.some((line) => line.event === 'left' || line.event === 'ended');
  if (left) return 'done';
  if (lines.some((line) => line.event === 'rejected')) return 'rejected';
  if (lines.some((line) => line.event === 'withdrawn' || line.event === 'terminated')) return 'stopped';
  if (lines.length > 0) return 'done';
  return ahead.has(node.id) ? 'toCome' : 'passedBy';
}

function happened(
  run: Run,
  node: RunNode,
  lines: readonly TraceEntry[],
): Pick<RunStep, 'people' | 'action' | 'comments' | 'detail' | 'since' | 'until'> {
  const acts = lines.filter((line) => line.event === 'approved' || line.event === 'rejected');
  const waiting = run.tasks.filter((task) => task.node === node.id && task.state === 'open').map((task) => task.assignee.name);
  const actors = acts.flatMap((line) => (line.by ? [line.by.name] : []));
  const people = node.type === 'start' ? [run.initiator.name] : actors.length > 0 ? actors : waiting;
  return {
    people: [...new Set(people)],
    action: actionOf(lines),
    comments: acts.flatMap((line) => (line.comment && line.by ? [{ by: line.by.name, text: line.comment }] : [])),
    detail: lines.find((line) => line.event === 'branched')?.detail,
    since: lines[0]?.at,
    until: lines.findLast((line) => line.event === 'left' || line.event === 'ended' || line.event === 'rejected')?.at,
  };
}

function actionOf(lines: readonly TraceEntry[]): RunStep['action'] {
  for (const event of ['rejected', 'approved', 'skipped', 'told', 'wrote', 'started'] as const)
    if (lines.some((line) => line.event === event)) return event;
  return undefined;
}

function aheadOf(from: readonly string[], edges: readonly RunEdge[]): Set<string> {
  const ahead = new Set<string>();
  const open = [...from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const edge of edges) {
      if (edge.from !== id || ahead.has(edge.to)) continue;
      ahead.add(edge.to);
      open.push(edge.to);
    }
  }
  for (const id of from) ahead.delete(id);
  return ahead;
}
