import type { WorkflowDoc } from '@formwright/metadata';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advance, mayWithdraw, newRun, Refusal, type RunEvent, type RunFacts, type RunState } from '../src/index.ts';
import { factsWith, levelApproval } from './level-approval.ts';

const facts = factsWith({ manager: ['boss'], tell: ['sales'] });
const fresh = () => newRun({ id: 'r', initiator: 'sales', input: { level: 'A' }, now: facts.now });
const begin = (definition: WorkflowDoc, given: RunFacts = facts) => advance(definition, fresh(), { kind: 'start' }, given);
const openTasks = (run: RunState) => run.tasks.filter((task) => task.state === 'open');
const act = (task: string, action: 'approve' | 'reject', by: string, comment = '') => ({ kind: 'act', task, action, by, comment }) as const;
const firstTask = (run: RunState) => openTasks(run)[0]?.id ?? '';
const refusalOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error.reason;
    throw error;
  }
  return undefined;
};

describe('an approval', () => {
  it('asks the manager and waits', () => {
    const { run, commands } = begin(levelApproval());
    expect(run.status).toBe('running');
    expect(openTasks(run).map((task) => task.assignee)).toEqual(['boss']);
    expect(commands).toEqual([{ kind: 'openTask', task: firstTask(run), assignee: 'boss' }]);
  });

  it('approved, writes the level, tells the initiator and is over', () => {
    const definition = levelApproval();
    const asked = begin(definition).run;
    const approved = advance(definition, asked, act(firstTask(asked), 'approve', 'boss'), facts);
    const write = approved.commands.find((command) => command.kind === 'write');
    expect(write).toMatchObject({ set: { level: 'A' }, as: 'system' });
    const done = advance(definition, approved.run, { kind: 'wrote', token: write?.kind === 'write' ? write.token : '' }, facts);
    expect(done.run.status).toBe('completed');
    expect(done.commands).toContainEqual({ kind: 'notify', node: 'tell', to: ['sales'], text: '苏州栖梧 改为 A' });
  });

  it('rejected, writes nothing and tells the initiator', () => {
    const definition = levelApproval();
    const asked = begin(definition).run;
    const { run, commands } = advance(definition, asked, act(firstTask(asked), 'reject', 'boss', '金额不够'), facts);
    expect(run.status).toBe('rejected');
    expect(run.tokens).toEqual([]);
    expect(commands.map((command) => command.kind)).toEqual(['tellEnd']);
  });

  it('wants a comment when it is rejected', () => {
    const definition = levelApproval();
    const asked = begin(definition).run;
    expect(refusalOf(() => advance(definition, asked, act(firstTask(asked), 'reject', 'boss', ' '), facts))).toBe('commentRequired');
  });

  it('is decided once: the second decision is refused', () => {
    const definition = levelApproval();
    const asked = begin(definition).run;
    const { run } = advance(definition, asked, act(firstTask(asked), 'approve', 'boss'), facts);
    expect(refusalOf(() => advance(definition, run, act(firstTask(asked), 'reject', 'boss', 'x'), facts))).toBe('taskClosed');
  });

  it('is nobody else’s to decide', () => {
    const definition = levelApproval();
    const asked = begin(definition).run;
    expect(refusalOf(() => advance(definition, asked, act(firstTask(asked), 'approve', 'stranger'), facts))).toBe('notAssignee');
  });

  it('by everybody waits for the last, and the first rejection closes the others’ tasks', () => {
    const definition = levelApproval({ vote: 'all' });
    const given = factsWith({ manager: ['a', 'b', 'c'] });
    const asked = begin(definition, given).run;
    const [first, second] = openTasks(asked).map((task) => task.id);
    const one = advance(definition, asked, act(first ?? '', 'approve', 'a'), given).run;
    expect(one.status).toBe('running');
    expect(openTasks(one)).toHaveLength(2);
    const two = advance(definition, one, act(second ?? '', 'reject', 'b', '不行'), given);
    expect(openTasks(two.run)).toEqual([]);
    expect(two.commands).toContainEqual(expect.objectContaining({ kind: 'closeTask', assignee: 'c' }));
  });

  it('with nobody found follows its rule, and without a rule fails by name', () => {
    const none = factsWith({});
    expect(openTasks(begin(levelApproval(), none).run).map((task) => task.assignee)).toEqual(['admin']);
    expect(begin(levelApproval({ nobody: { do: 'skip' } }), none).commands.map((command) => command.kind)).toContain('write');
    expect(
      openTasks(begin(levelApproval({ nobody: { do: 'fallback', users: ['deputy'] } }), none).run).map((task) => task.assignee),
    ).toEqual(['deputy']);
    const { run } = begin(levelApproval({ nobody: undefined }), none);
    expect(run.status).toBe('failed');
    expect(run.tokens[0]?.reason).toBe('nobodyFound');
  });
});

describe('a write that fails later', () => {
  it('parks the run at that node, keeps the decision, and can be tried again', () => {
    const definition = levelApproval();
    const asked = begin(definition).run;
    const approved = advance(definition, asked, act(firstTask(asked), 'approve', 'boss'), facts).run;
    const token = approved.tokens[0]?.id ?? '';
    const parked = advance(definition, approved, { kind: 'failed', token, reason: 'INVALID' }, facts).run;
    expect(parked.status).toBe('failed');
    expect(parked.tokens[0]).toMatchObject({ node: 'write', state: 'failed', reason: 'INVALID' });
    expect(parked.tasks[0]?.outcome?.action).toBe('approve');
    const again = advance(definition, parked, { kind: 'retry', by: 'admin' }, facts);
    expect(again.commands.map((command) => command.kind)).toEqual(['write']);
    expect(again.run.status).toBe('running');
  });
});

describe('withdrawing', () => {
  it('is the initiator’s, while nobody decided', () => {
    const definition = levelApproval({ vote: 'all' });
    const given = factsWith({ manager: ['a', 'b'] });
    const asked = begin(definition, given).run;
    expect(mayWithdraw(definition, asked)).toBe(true);
    expect(refusalOf(() => advance(definition, asked, { kind: 'withdraw', by: 'a', comment: '' }, given))).toBe('notInitiator');
    const decided = advance(definition, asked, act(firstTask(asked), 'approve', 'a'), given).run;
    expect(refusalOf(() => advance(definition, decided, { kind: 'withdraw', by: 'sales', comment: '' }, given))).toBe('withdrawForbidden');
    const gone = advance(definition, asked, { kind: 'withdraw', by: 'sales', comment: '填错了' }, given).run;
    expect(gone.status).toBe('withdrawn');
    expect(openTasks(gone)).toEqual([]);
  });
});

describe('a condition', () => {
  const branching = (): WorkflowDoc => {
    const definition = levelApproval();
    definition.nodes.push({ id: 'big', type: 'condition', title: '金额', position: { x: 0, y: 0 } });
    definition.edges = [
      { id: 'e1', from: 'start', to: 'big' },
      { id: 'e2', from: 'big', to: 'manager', when: 'record.amount > 1000' },
      { id: 'e3', from: 'big', to: 'write' },
      { id: 'e4', from: 'manager', to: 'write' },
      { id: 'e5', from: 'write', to: 'end' },
    ];
    return definition;
  };

  it('takes the first branch that holds, else the default', () => {
    const at = (amount: number) => begin(branching(), factsWith({ manager: ['boss'] }, { amount })).run.tokens[0]?.node;
    expect(at(5000)).toBe('manager');
    expect(at(10)).toBe('write');
  });

  it('that cannot be worked out fails by name and not by crash', () => {
    const definition = branching();
    definition.edges = definition.edges.map((edge) => (edge.id === 'e2' ? { ...edge, when: 'record.amount + "x" > 1' } : edge));
    expect(begin(definition, factsWith({ manager: ['boss'] }, { amount: 3 })).run.status).toBe('failed');
  });

  it('in a loop without people stops at the step limit', () => {
    const definition = branching();
    definition.edges = [
      { id: 'e1', from: 'start', to: 'big' },
      { id: 'e2', from: 'big', to: 'big', when: 'true' },
      { id: 'e3', from: 'big', to: 'end' },
    ];
    expect(begin(definition).run.tokens[0]?.reason).toBe('tooManySteps');
  });
});

describe('the engine', () => {
  const definition = levelApproval({ vote: 'all' });
  const given = factsWith({ manager: ['a', 'b', 'c'], tell: ['sales'] });
  const events = fc.array(
    fc.oneof(
      fc.record({
        kind: fc.constant('act' as const),
        task: fc.constantFrom('r-2', 'r-3', 'r-4', 'r-9'),
        action: fc.constantFrom('approve' as const, 'reject' as const),
        by: fc.constantFrom('a', 'b', 'c', 'x'),
        comment: fc.constantFrom('', 'no'),
      }),
      fc.record({ kind: fc.constant('withdraw' as const), by: fc.constantFrom('sales', 'a'), comment: fc.constant('') }),
      fc.constant({ kind: 'terminate' as const, by: 'admin', comment: '' }),
      fc.constant({ kind: 'wrote' as const, token: 'r-1' }),
      fc.constant({ kind: 'failed' as const, token: 'r-1', reason: 'x' }),
      fc.constant({ kind: 'retry' as const, by: 'admin' }),
    ),
    { maxLength: 12 },
  );
  const play = (list: readonly RunEvent[]) => {
    let run = begin(definition, given).run;
    for (const event of list) {
      const before = structuredClone(run);
      const refused = refusalOf(() => {
        run = advance(definition, run, event, given).run;
      });
      if (refused !== undefined) expect(run).toEqual(before);
    }
    return run;
  };

  it('replays a list of events to the same run', () => {
    fc.assert(
      fc.property(events, (list) => {
        expect(play(list)).toEqual(play(list));
      }),
    );
  });

  it('leaves no open task and no token behind once a run is over', () => {
    fc.assert(
      fc.property(events, (list) => {
        const run = play(list);
        if (run.status === 'running' || run.status === 'failed') return;
        expect(openTasks(run)).toEqual([]);
        expect(run.tokens).toEqual([]);
        expect(run.endedAt).toBeDefined();
      }),
    );
  });
});
