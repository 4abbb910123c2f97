import type { Run } from '@formwright/client';
import { describe, expect, it } from 'vitest';
import { runSteps } from '../../../src/ui/run-graph/run-states.ts';
import { flow } from '../../support/designed-app.ts';

const sales = { id: 'u1', name: '林知夏' };
const manager = { id: 'u2', name: '顾南乔' };
const at = (minute: number) => `2026-11-22T06:${String(minute).padStart(2, '0')}:00.000Z`;

function run(change: Partial<Run>): Run {
  return {
    id: 'r',
    app: 'shop',
    workflow: 'approve',
    workflowTitle: '订单审批',
    version: 1,
    status: 'running',
    entity: 'order',
    record: 'o',
    title: '订单一',
    initiator: sales,
    startedAt: at(0),
    input: {},
    tokens: [],
    tasks: [],
    trace: [],
    graph: { nodes: flow.nodes, edges: flow.edges },
    actions: [],
    ...change,
  };
}

const opening: Run['trace'] = [
  { at: at(0), node: 'start', nodeTitle: '发起', event: 'started', by: sales },
  { at: at(0), node: 'start', nodeTitle: '发起', event: 'left', edge: 'e1' },
  { at: at(0), node: 'ask', nodeTitle: '审批', event: 'entered' },
];
const state = (one: Run) => Object.fromEntries(runSteps(one).map((step) => [step.id, step.state]));

describe('the steps of a run', () => {
  it('say where it waits, for whom and since when', () => {
    const waiting = run({
      trace: opening,
      tokens: [{ id: 't', node: 'ask', since: at(0), state: 'waiting' }],
      tasks: [{ id: 'k', node: 'ask', assignee: manager, state: 'open', openedAt: at(0) }],
    });
    expect(state(waiting)).toEqual({ start: 'done', ask: 'now', end: 'toCome' });
    expect(runSteps(waiting).find(({ id }) => id === 'ask')).toMatchObject({ people: ['顾南乔'], since: at(0) });
  });

  it('name who approved and with which words', () => {
    const done = run({
      status: 'completed',
      trace: [
        ...opening,
        { at: at(9), node: 'ask', nodeTitle: '审批', event: 'approved', by: manager, comment: '可以' },
        { at: at(9), node: 'ask', nodeTitle: '审批', event: 'left', edge: 'e2' },
        { at: at(9), node: 'end', nodeTitle: '结束', event: 'entered' },
        { at: at(9), node: 'end', nodeTitle: '结束', event: 'ended' },
      ],
    });
    expect(state(done)).toEqual({ start: 'done', ask: 'done', end: 'done' });
    expect(runSteps(done)[1]).toMatchObject({
      action: 'approved',
      people: ['顾南乔'],
      until: at(9),
      comments: [{ by: '顾南乔', text: '可以' }],
    });
  });

  it('end at a rejection, and what follows was not reached', () => {
    const rejected = run({
      status: 'rejected',
      trace: [...opening, { at: at(3), node: 'ask', nodeTitle: '审批', event: 'rejected', by: manager, comment: '不行' }],
    });
    expect(state(rejected)).toEqual({ start: 'done', ask: 'rejected', end: 'passedBy' });
  });

  it('show a failed step with its reason', () => {
    const failed = run({
      status: 'failed',
      trace: opening,
      tokens: [{ id: 't', node: 'ask', since: at(0), state: 'failed', reason: 'nobodyFound' }],
    });
    expect(runSteps(failed)[1]).toMatchObject({ state: 'failed', detail: 'nobodyFound' });
  });

  it('show where a run was withdrawn', () => {
    const withdrawn = run({
      status: 'withdrawn',
      trace: [...opening, { at: at(2), node: 'ask', nodeTitle: '审批', event: 'withdrawn', by: sales }],
    });
    expect(state(withdrawn).ask).toBe('stopped');
  });
});
