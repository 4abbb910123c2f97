import type { WorkflowDoc, WorkflowNode } from '@formwright/metadata';
import { checkWorkflow, nodeKinds } from '@formwright/workflow';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyNodes, pasteNodes } from '../../../src/features/design/flow/clipboard.ts';
import {
  addNode,
  connect,
  connectRefusal,
  edgesFrom,
  insertOnEdge,
  makeDefault,
  neverTrue,
  newNodeId,
  reconnect,
  removeNodes,
  stepEdge,
} from '../../../src/features/design/flow/flow-edits.ts';
import { nodeDesign } from '../../../src/features/design/flow/nodes/registry.ts';
import { flow } from '../../support/designed-app.ts';

const make = (type: WorkflowNode['type'], on: WorkflowDoc = flow): WorkflowNode =>
  nodeDesign(type).create({ id: newNodeId(on, type), title: type, position: { x: 0, y: 0 } });
const errors = (one: WorkflowDoc) =>
  checkWorkflow(one)
    .filter(({ severity }) => severity === 'error')
    .map(({ code }) => code);

describe('a node put into an edge', () => {
  it('stands between its two ends, and what is below makes room', () => {
    const grown = insertOnEdge(flow, 'e2', make('notify'));
    expect(edgesFrom(grown, 'ask').map(({ to }) => to)).toEqual(['notify1']);
    expect(edgesFrom(grown, 'notify1').map(({ to }) => to)).toEqual(['end']);
    expect(grown.nodes.find(({ id }) => id === 'end')?.position.y).toBeGreaterThan(216);
    expect(errors(grown)).toEqual([]);
  });

  it('keeps the condition on the part of the edge before it', () => {
    const branched = connect(insertOnEdge(flow, 'e1', make('condition')), 'condition1', 'end');
    const branch = branched.edges.find(({ when }) => when === neverTrue);
    const grown = insertOnEdge(branched, branch?.id ?? '', make('cc', branched));
    expect(grown.edges.filter(({ when }) => when !== undefined).map(({ from, to }) => [from, to])).toEqual([['condition1', 'cc1']]);
  });

  it('is only added when nothing can follow it', () => {
    expect(insertOnEdge(flow, 'e2', make('end')).edges).toEqual(flow.edges);
  });

  it('leaves a sound workflow sound, whatever kinds go wherever', () => {
    const kinds = [...nodeKinds.values()].filter(({ type, ways }) => type !== 'start' && ways !== 'none').map(({ type }) => type);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...kinds), fc.nat()), { maxLength: 12 }), (inserts) => {
        const grown = inserts.reduce(
          (one, [type, at]) => insertOnEdge(one, one.edges[at % one.edges.length]?.id ?? '', make(type, one)),
          flow,
        );
        expect(errors(grown)).toEqual([]);
        expect(new Set(grown.nodes.map(({ id }) => id)).size).toBe(grown.nodes.length);
        expect(new Set(grown.edges.map(({ id }) => id)).size).toBe(grown.edges.length);
      }),
    );
  });
});

describe('connecting nodes', () => {
  it('leads the only way out of a node elsewhere', () => {
    const lead = connect(flow, 'start', 'end');
    expect(edgesFrom(lead, 'start')).toEqual([{ id: 'e1', from: 'start', to: 'end' }]);
  });

  it('gives a condition a default first and then branches', () => {
    const loose = addNode(flow, make('condition'));
    const both = connect(connect(loose, 'condition1', 'ask'), 'condition1', 'end');
    expect(edgesFrom(both, 'condition1').map(({ when }) => when)).toEqual([undefined, neverTrue]);
  });

  it('refuses what makes no sense', () => {
    expect(connectRefusal(flow, 'ask', 'ask')).toBe('self');
    expect(connectRefusal(flow, 'ask', 'start')).toBe('intoStart');
    expect(connectRefusal(flow, 'end', 'ask')).toBe('outOfEnd');
    expect(connectRefusal(flow, 'start', 'ask')).toBe('already');
    expect(reconnect(flow, 'e1', { from: 'start', to: 'start' })).toBe(flow);
  });

  it('makes another branch the default and asks for the old one’s condition', () => {
    const both = connect(connect(addNode(flow, make('condition')), 'condition1', 'ask'), 'condition1', 'end');
    const second = edgesFrom(both, 'condition1')[1];
    expect(edgesFrom(makeDefault(both, second?.id ?? ''), 'condition1').map(({ when }) => when)).toEqual([neverTrue, undefined]);
  });

  it('changes the order in which branches are tried', () => {
    const both = connect(connect(addNode(flow, make('condition')), 'condition1', 'ask'), 'condition1', 'end');
    const ids = edgesFrom(both, 'condition1').map(({ id }) => id);
    expect(edgesFrom(stepEdge(both, ids[1] ?? '', -1), 'condition1').map(({ id }) => id)).toEqual([ids[1], ids[0]]);
  });
});

describe('deleting nodes', () => {
  it('closes the way that led through', () => {
    expect(removeNodes(flow, ['ask']).edges).toEqual([{ id: 'e1', from: 'start', to: 'end' }]);
  });

  it('keeps the start', () => {
    expect(removeNodes(flow, ['start'])).toBe(flow);
  });

  it('leaves no edge without ends', () => {
    const branched = connect(insertOnEdge(flow, 'e1', make('condition')), 'condition1', 'end');
    const without = removeNodes(branched, ['condition1', 'ask']);
    const ids = new Set(without.nodes.map(({ id }) => id));
    expect(without.edges.every(({ from, to }) => ids.has(from) && ids.has(to))).toBe(true);
  });
});

describe('copying and pasting', () => {
  it('makes new nodes with the edges between them, not over the old ones', () => {
    const { flow: pasted, ids } = pasteNodes(flow, copyNodes(flow, ['start', 'ask', 'end']));
    expect(ids).toHaveLength(2);
    expect(pasted.edges).toHaveLength(3);
    const places = pasted.nodes.map(({ position }) => `${position.x},${position.y}`);
    expect(new Set(places).size).toBe(places.length);
  });

  it('can be repeated', () => {
    const clip = copyNodes(flow, ['ask']);
    const twice = pasteNodes(pasteNodes(flow, clip).flow, clip).flow;
    expect(twice.nodes.map(({ id }) => id)).toEqual(['start', 'ask', 'end', 'approval1', 'approval2']);
  });
});
