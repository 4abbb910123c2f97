import type { Edge, Position, Trigger, WorkflowDoc, WorkflowNode } from '@formwright/metadata';
import { useMemo } from 'react';
import { layoutGraph } from '../../../ui/canvas/layout-graph.ts';
import { nodeSize } from '../../../ui/canvas/node-look.ts';
import { withoutUndefined } from '../form/form-edits.ts';
import { useDesignStore } from '../state/design-context.tsx';
import type { DesignStore } from '../state/design-store.ts';
import { documentOf } from '../state/documents.ts';
import { nothing } from '../state/selection.ts';
import { type Clip, copyNodes, pasteNodes } from './clipboard.ts';
import {
  addNode,
  changeEdge,
  changeNode,
  connect,
  insertOnEdge,
  makeDefault,
  moveNodes,
  newNodeId,
  reconnect,
  removeEdges,
  removeNodes,
  stepEdge,
} from './flow-edits.ts';
import { nodeDesign } from './nodes/registry.ts';

/** What a person does on the canvas; each call is one act that can be undone. */
export type FlowActs = ReturnType<typeof createFlowActs>;

/** The acts on one workflow of the draft. */
export function useFlowActs(key: string): FlowActs {
  const store = useDesignStore();
  return useMemo(() => createFlowActs(store, key), [store, key]);
}

// What was copied can be pasted into another workflow too, so it lives as long as the page.
let clip: Clip = { nodes: [], edges: [] };

function createFlowActs(store: DesignStore, key: string) {
  const flow = () => documentOf(store.getState().history.docs, { kind: 'workflow', key });
  const select = (ids: readonly string[]) => store.getState().select(ids.length === 0 ? nothing : { kind: 'nodes', ids });
  const change = (edit: (flow: WorkflowDoc) => WorkflowDoc, merge?: string) => {
    const before = flow();
    if (before) store.getState().act([{ ref: { kind: 'workflow', key }, document: edit(before) }], merge && `${key}.${merge}`);
  };
  return {
    ...edgeActs(change),
    /** Adds a node of a kind, into an edge when one is named; selects it. */
    add: (type: WorkflowNode['type'], { title, position, edge }: { title: string; position: Position; edge?: string | undefined }) => {
      const before = flow();
      if (!before) return;
      const node = nodeDesign(type).create({
        id: newNodeId(before, type),
        title,
        position: { x: Math.round(position.x), y: Math.round(position.y) },
      });
      change((one) => (edge === undefined ? addNode(one, node) : insertOnEdge(one, edge, node)));
      select([node.id]);
    },
    changeNode: (node: WorkflowNode, merge?: string) => change((one) => changeNode(one, node), merge && `${node.id}.${merge}`),
    changeTrigger: (trigger: Partial<Trigger>, merge?: string) =>
      change((one) => ({ ...one, trigger: withoutUndefined({ ...one.trigger, ...trigger }) }), merge && `trigger.${merge}`),
    rename: (title: string) => change((one) => ({ ...one, title }), 'title'),
    describe: (description: string) =>
      change((one) => withoutUndefined({ ...one, description: description === '' ? undefined : description }), 'description'),
    move: (places: ReadonlyMap<string, Position>) => change((one) => moveNodes(one, places)),
    remove: ({ nodes, edges }: { nodes: readonly string[]; edges: readonly string[] }) => {
      change((one) => removeNodes(removeEdges(one, edges), nodes));
      select([]);
    },
    copy: (ids: readonly string[]) => {
      const before = flow();
      if (before && ids.length > 0) clip = copyNodes(before, ids);
    },
    paste: () => {
      const before = flow();
      if (!before || clip.nodes.length === 0) return;
      const pasted = pasteNodes(before, clip);
      change(() => pasted.flow);
      select(pasted.ids);
    },
    arrange: () => change(arranged),
  };
}

function edgeActs(change: (edit: (flow: WorkflowDoc) => WorkflowDoc, merge?: string) => void) {
  return {
    connect: (from: string, to: string) => change((one) => connect(one, from, to)),
    reconnect: (edge: string, ends: { from: string; to: string }) => change((one) => reconnect(one, edge, ends)),
    removeEdges: (ids: readonly string[]) => change((one) => removeEdges(one, ids)),
    changeEdge: (id: string, edge: Partial<Pick<Edge, 'when' | 'title'>>, merge?: string) =>
      change((one) => changeEdge(one, id, edge), merge && `${id}.${merge}`),
    makeDefault: (id: string) => change((one) => makeDefault(one, id)),
    stepEdge: (id: string, by: -1 | 1) => change((one) => stepEdge(one, id, by)),
  };
}

function arranged(flow: WorkflowDoc): WorkflowDoc {
  return moveNodes(
    flow,
    layoutGraph(
      flow.nodes.map(({ id, type }) => ({ id, ...nodeSize(type) })),
      flow.edges,
    ),
  );
}
