import type { Edge, WorkflowDoc, WorkflowNode } from '@formwright/metadata';
import { newEdgeId, newNodeId } from './flow-edits.ts';

/** Nodes that were copied, with the edges between them. */
export interface Clip {
  nodes: readonly WorkflowNode[];
  edges: readonly Edge[];
}

/** Copies nodes; a start is left out, since a workflow has one. */
export function copyNodes(flow: WorkflowDoc, ids: readonly string[]): Clip {
  const nodes = flow.nodes.filter((node) => ids.includes(node.id) && node.type !== 'start');
  const kept = new Set(nodes.map((node) => node.id));
  return { nodes, edges: flow.edges.filter((edge) => kept.has(edge.from) && kept.has(edge.to)) };
}

/** Pastes what was copied a little lower and to the right, under new ids. */
export function pasteNodes(flow: WorkflowDoc, clip: Clip): { flow: WorkflowDoc; ids: string[] } {
  const names = new Map<string, string>();
  let pasted = flow;
  for (const node of clip.nodes) {
    const id = newNodeId(pasted, node.type);
    names.set(node.id, id);
    const position = freePlace(pasted, { x: node.position.x + 32, y: node.position.y + 32 });
    pasted = { ...pasted, nodes: [...pasted.nodes, { ...structuredClone(node), id, position }] };
  }
  for (const edge of clip.edges) {
    const from = names.get(edge.from);
    const to = names.get(edge.to);
    if (from !== undefined && to !== undefined)
      pasted = { ...pasted, edges: [...pasted.edges, { ...edge, id: newEdgeId(pasted), from, to }] };
  }
  return { flow: pasted, ids: [...names.values()] };
}

function freePlace(flow: WorkflowDoc, place: { x: number; y: number }): { x: number; y: number } {
  const taken = flow.nodes.some((node) => Math.abs(node.position.x - place.x) < 8 && Math.abs(node.position.y - place.y) < 8);
  return taken ? freePlace(flow, { x: place.x + 32, y: place.y + 32 }) : place;
}
