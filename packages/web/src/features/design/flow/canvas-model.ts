import type { Edge as FlowEdge, WorkflowDoc, WorkflowNode } from '@formwright/metadata';
import type { Edge, Node } from '@xyflow/react';
import { nodeSize } from '../../../ui/canvas/node-look.ts';
import type { Selection } from '../state/selection.ts';
import { edgesOfWay, type FlowFault } from './flow-faults.ts';

/** A node as the canvas holds it. */
export type CanvasNode = Node<
  { node: WorkflowNode; summary: string; faults: number; faultTone: 'error' | 'warning'; faultText: string | undefined },
  'step'
>;

/** An edge as the canvas holds it. */
export type CanvasEdge = Edge<{ flow: string; title: string | undefined; tone: 'plain' | 'fault'; readOnly: boolean }, 'insert'>;

interface NodesInput {
  flow: WorkflowDoc;
  faults: readonly FlowFault[];
  selection: Selection;
  words: (node: WorkflowNode) => string;
}

/** The nodes of a workflow for the canvas; what the canvas measured before is kept. */
export function toCanvasNodes({ flow, faults, selection, words }: NodesInput, before: readonly CanvasNode[]): CanvasNode[] {
  const known = new Map(before.map((node) => [node.id, node]));
  const selected = selection.kind === 'nodes' ? selection.ids : [];
  return flow.nodes.map((node) => {
    const own = faults.filter((fault) => fault.node === node.id);
    return {
      ...known.get(node.id),
      id: node.id,
      type: 'step',
      position: node.position,
      initialWidth: nodeSize(node.type).width,
      initialHeight: nodeSize(node.type).height,
      selected: selected.includes(node.id),
      deletable: node.type !== 'start',
      ariaLabel: node.title,
      data: {
        node,
        summary: words(node),
        faults: own.length,
        faultTone: own.some(({ severity }) => severity === 'error') ? 'error' : 'warning',
        faultText: own[0]?.text,
      },
    };
  });
}

interface EdgesInput {
  flow: WorkflowDoc;
  faults: readonly FlowFault[];
  selection: Selection;
  way: readonly string[];
  readOnly: boolean;
  /** When a branch of a condition is taken. */
  words: (edge: FlowEdge) => string;
}

/** The edges of a workflow for the canvas; the branches of a condition say when they are taken. */
export function toCanvasEdges({ flow, faults, selection, way, readOnly, words }: EdgesInput): CanvasEdge[] {
  const red = edgesOfWay(flow, way);
  const faulty = new Set(faults.flatMap(({ edge, severity }) => (edge !== undefined && severity === 'error' ? [edge] : [])));
  const conditions = new Set(flow.nodes.filter(({ type }) => type === 'condition').map(({ id }) => id));
  return flow.edges.map((edge) => ({
    id: edge.id,
    source: edge.from,
    target: edge.to,
    type: 'insert',
    selected: selection.kind === 'edge' && selection.id === edge.id,
    data: {
      flow: flow.key,
      title: conditions.has(edge.from) ? words(edge) : edge.title,
      tone: red.has(edge.id) || faulty.has(edge.id) ? 'fault' : 'plain',
      readOnly,
    },
  }));
}
