import type { Edge, WorkflowDoc, WorkflowNode } from '@formwright/metadata';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkWorkflow, type Fault, faultCatalogue, faultText, kindOf } from '../src/index.ts';
import { levelApproval } from './level-approval.ts';

const codes = (faults: readonly Fault[]) => faults.map((fault) => fault.code);
const without = (definition: WorkflowDoc, edge: string): WorkflowDoc => ({
  ...definition,
  edges: definition.edges.filter((one) => one.id !== edge),
});
const at = { x: 0, y: 0 };

describe('checking a workflow before it is published', () => {
  it('finds nothing in the level approval', () => {
    expect(checkWorkflow(levelApproval())).toEqual([]);
  });

  it('names the node where the run would stop, and the way there', () => {
    const [fault] = checkWorkflow(without(levelApproval(), 'e3'));
    expect(fault).toMatchObject({ code: 'NO_WAY_OUT', node: 'write', way: ['start', 'manager', 'write'] });
    expect(fault === undefined ? '' : faultText(fault, 'zh-CN')).toBe('走到「更新」就停住了，后面没有节点');
  });

  it('wants a default branch from every condition', () => {
    const definition = levelApproval();
    definition.nodes.push({ id: 'big', type: 'condition', title: '金额', position: at });
    definition.edges = [
      ...definition.edges.filter((edge) => edge.id !== 'e1'),
      { id: 'x', from: 'start', to: 'big' },
      { id: 'y', from: 'big', to: 'manager', when: 'record.amount > 1' },
    ];
    expect(codes(checkWorkflow(definition))).toEqual(['NO_DEFAULT']);
  });

  it('wants a rule where an approval may find nobody', () => {
    expect(codes(checkWorkflow(levelApproval({ nobody: undefined })))).toEqual(['NOBODY_RULE']);
    expect(codes(checkWorkflow(levelApproval({ nobody: undefined, assignees: [] })))).toEqual(['NOBODY']);
    expect(codes(checkWorkflow(levelApproval({ nobody: { do: 'fallback', users: [] } })))).toEqual(['FALLBACK_EMPTY']);
  });

  it('refuses a loop in which nobody acts, and allows one with a person in it', () => {
    const loop = levelApproval();
    loop.nodes.push({ id: 'big', type: 'condition', title: '金额', position: at });
    loop.edges = [
      { id: 'a', from: 'start', to: 'manager' },
      { id: 'b', from: 'manager', to: 'write' },
      { id: 'c', from: 'write', to: 'big' },
      { id: 'd', from: 'big', to: 'manager', when: 'record.amount > 1' },
      { id: 'e', from: 'big', to: 'tell' },
      { id: 'f', from: 'tell', to: 'end' },
    ];
    expect(checkWorkflow(loop)).toEqual([]);
    const endless = { ...loop, edges: loop.edges.map((edge) => (edge.id === 'd' ? { ...edge, to: 'write' } : edge)) };
    expect(codes(checkWorkflow(endless))).toEqual(['ENDLESS_LOOP']);
  });

  it('has a sentence in both languages for every fault', () => {
    for (const text of Object.values(faultCatalogue)) expect([text['zh-CN'], text.en].every((sentence) => sentence.length > 0)).toBe(true);
  });
});

describe('the verdict on random graphs', () => {
  const types = ['approval', 'condition', 'notify', 'end'] as const;
  const node = (id: string, type: (typeof types)[number] | 'start'): WorkflowNode => {
    const base = { id, title: id, position: at };
    if (type === 'approval') return { ...base, type, config: { assignees: [{ kind: 'initiator' }] } };
    return type === 'notify' ? { ...base, type, config: { to: [], text: 'x' } } : { ...base, type };
  };
  const graphs = fc
    .tuple(
      fc.array(fc.constantFrom(...types), { minLength: 1, maxLength: 5 }),
      fc.array(fc.tuple(fc.nat(5), fc.nat(5), fc.boolean()), { maxLength: 9 }),
    )
    .map(([kinds, pairs]): WorkflowDoc => {
      const nodes = [node('n0', 'start'), ...kinds.map((type, index) => node(`n${index + 1}`, type))];
      const edges = pairs
        .filter(([from, to]) => from < nodes.length && to < nodes.length)
        .map(
          ([from, to, guarded], index): Edge => ({
            id: `e${index}`,
            from: `n${from}`,
            to: `n${to}`,
            ...(guarded && nodes[from]?.type === 'condition' ? { when: 'true' } : {}),
          }),
        );
      return { key: 'w', title: 'w', trigger: { type: 'button', entity: 'x' }, nodes, edges };
    });

  it('says sound only where exhaustive exploration finds no way to get stuck', () => {
    fc.assert(
      fc.property(graphs, (definition) => {
        if (checkWorkflow(definition).some((fault) => fault.severity === 'error')) return;
        expect(everyStateCanEnd(definition)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  /** By brute force: from every node a run can be at, some way leads to an end, and no way circles without people. */
  function everyStateCanEnd(definition: WorkflowDoc): boolean {
    const byId = new Map(definition.nodes.map((one) => [one.id, one]));
    const next = (id: string) => definition.edges.filter((edge) => edge.from === id).map((edge) => edge.to);
    const reach = (id: string, seen = new Set<string>()): Set<string> => {
      if (!seen.has(id)) {
        seen.add(id);
        for (const to of next(id)) reach(to, seen);
      }
      return seen;
    };
    const silent = (id: string, path: readonly string[]): boolean =>
      path.includes(id) || next(id).some((to) => !waits(to) && silent(to, [...path, id]));
    const waits = (id: string) => {
      const found = byId.get(id);
      return found !== undefined && kindOf(found).waits;
    };
    return [...reach('n0')].every((id) => [...reach(id)].some((to) => byId.get(to)?.type === 'end') && (waits(id) || !silent(id, [])));
  }
});
