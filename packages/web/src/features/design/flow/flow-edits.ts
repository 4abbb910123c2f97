import type { Edge, Position, WorkflowDoc, WorkflowNode } from '@formwright/metadata';
import { kindOf } from '@formwright/workflow';
import { newKey } from '../state/new-key.ts';

/** Distance between one node's top and the next one's. */
export const rowHeight = 108;

/** Id for a new node of a kind. */
export function newNodeId(flow: WorkflowDoc, type: WorkflowNode['type']): string {
  return newKey(
    type,
    flow.nodes.map((node) => node.id),
  );
}

/** The node of an id, or undefined. */
export function nodeOf(flow: WorkflowDoc, id: string): WorkflowNode | undefined {
  return flow.nodes.find((node) => node.id === id);
}

/** Edges that leave a node, in the order in which they are tried. */
export function edgesFrom(flow: WorkflowDoc, id: string): Edge[] {
  return flow.edges.filter((edge) => edge.from === id);
}

/** Adds a node that nothing leads to yet. */
export function addNode(flow: WorkflowDoc, node: WorkflowNode): WorkflowDoc {
  return { ...flow, nodes: [...flow.nodes, node] };
}

/** Puts a node into an edge: the edge leads to it and a new one goes on; what lies below makes room. Only added when the node cannot be passed. */
export function insertOnEdge(flow: WorkflowDoc, edgeId: string, node: WorkflowNode): WorkflowDoc {
  const edge = flow.edges.find((one) => one.id === edgeId);
  const from = edge && nodeOf(flow, edge.from);
  const to = edge && nodeOf(flow, edge.to);
  if (edge === undefined || from === undefined || to === undefined || kindOf(node).ways === 'none' || node.type === 'start') {
    return addNode(flow, node);
  }
  const position = { x: to.position.x, y: Math.max(from.position.y + rowHeight, Math.min(to.position.y, node.position.y)) };
  const missing = position.y + rowHeight - to.position.y;
  const below = missing > 0 ? pushDown(flow, to.position.y, missing) : flow.nodes;
  const edges = flow.edges.flatMap((one) =>
    one.id === edgeId
      ? [
          { ...one, to: node.id },
          { id: newEdgeId(flow), from: node.id, to: edge.to },
        ]
      : [one],
  );
  return { ...flow, nodes: [...below, { ...node, position }], edges };
}

/** Why two nodes cannot be connected. */
export type ConnectRefusal = 'self' | 'intoStart' | 'outOfEnd' | 'already';

/** Why two nodes cannot be connected, or undefined when they can. */
export function connectRefusal(flow: WorkflowDoc, from: string, to: string): ConnectRefusal | undefined {
  const source = nodeOf(flow, from);
  const target = nodeOf(flow, to);
  if (from === to || source === undefined || target === undefined) return 'self';
  if (target.type === 'start') return 'intoStart';
  if (kindOf(source).ways === 'none') return 'outOfEnd';
  return flow.edges.some((edge) => edge.from === from && edge.to === to) ? 'already' : undefined;
}

/** Connects two nodes. A node with one way out is led elsewhere; a condition gets a further branch, its first one being the default. */
export function connect(flow: WorkflowDoc, from: string, to: string): WorkflowDoc {
  if (connectRefusal(flow, from, to) !== undefined) return flow;
  const source = nodeOf(flow, from);
  const out = edgesFrom(flow, from);
  const single = source !== undefined && kindOf(source).ways === 'one';
  const [old] = out;
  if (single && old !== undefined) return { ...flow, edges: flow.edges.map((edge) => (edge === old ? { ...edge, to } : edge)) };
  const branch = !single && out.some((edge) => edge.when === undefined) ? { when: neverTrue } : {};
  return { ...flow, edges: [...flow.edges, { id: newEdgeId(flow), from, to, ...branch }] };
}

/** The condition of a branch that nobody has written yet. */
export const neverTrue = 'false';

/** Leads an edge's end to another node. */
export function reconnect(flow: WorkflowDoc, edgeId: string, ends: { from: string; to: string }): WorkflowDoc {
  const edge = flow.edges.find((one) => one.id === edgeId);
  if (edge === undefined || (edge.from === ends.from && edge.to === ends.to)) return flow;
  if (edge.from !== ends.from) return connect(removeEdges(flow, [edgeId]), ends.from, ends.to);
  if (connectRefusal(flow, ends.from, ends.to) !== undefined) return flow;
  return { ...flow, edges: flow.edges.map((one) => (one === edge ? { ...one, to: ends.to } : one)) };
}

/** Removes nodes and their edges. The start stays. Where one way led through a removed node, the way is closed again. */
export function removeNodes(flow: WorkflowDoc, ids: readonly string[]): WorkflowDoc {
  return ids.reduce(removeNode, flow);
}

function removeNode(flow: WorkflowDoc, id: string): WorkflowDoc {
  const node = nodeOf(flow, id);
  if (node === undefined || node.type === 'start') return flow;
  const out = edgesFrom(flow, id);
  const next = out.length === 1 ? out[0]?.to : undefined;
  const nodes = flow.nodes.filter((one) => one.id !== id);
  const edges = flow.edges
    .filter((edge) => edge.from !== id)
    .flatMap((edge) => {
      if (edge.to !== id) return [edge];
      return next === undefined || next === edge.from ? [] : [{ ...edge, to: next }];
    });
  return { ...flow, nodes, edges: withoutTwins(edges) };
}

/** Removes edges. */
export function removeEdges(flow: WorkflowDoc, ids: readonly string[]): WorkflowDoc {
  return { ...flow, edges: flow.edges.filter((edge) => !ids.includes(edge.id)) };
}

/** Replaces one node. */
export function changeNode(flow: WorkflowDoc, node: WorkflowNode): WorkflowDoc {
  return { ...flow, nodes: flow.nodes.map((one) => (one.id === node.id ? node : one)) };
}

/** Changes one edge; `when` set to undefined makes it the default branch. */
export function changeEdge(flow: WorkflowDoc, id: string, change: Partial<Pick<Edge, 'when' | 'title'>>): WorkflowDoc {
  const edges = flow.edges.map((edge) => {
    if (edge.id !== id) return edge;
    const { when, title, ...rest } = { ...edge, ...change };
    return { ...rest, ...(when === undefined ? {} : { when }), ...(title === undefined || title === '' ? {} : { title }) };
  });
  return { ...flow, edges };
}

/** Makes one branch the default; the one that was gets a condition that is yet to be written. */
export function makeDefault(flow: WorkflowDoc, id: string): WorkflowDoc {
  const from = flow.edges.find((edge) => edge.id === id)?.from;
  const edges = flow.edges.map((edge) => {
    if (edge.from !== from) return edge;
    const { when, ...rest } = edge;
    if (edge.id === id) return rest;
    return { ...rest, when: when ?? neverTrue };
  });
  return { ...flow, edges };
}

/** Moves a branch up or down in the order in which conditions are tried. */
export function stepEdge(flow: WorkflowDoc, id: string, by: -1 | 1): WorkflowDoc {
  const edge = flow.edges.find((one) => one.id === id);
  const other = edge && edgesFrom(flow, edge.from)[edgesFrom(flow, edge.from).indexOf(edge) + by];
  if (edge === undefined || other === undefined) return flow;
  return { ...flow, edges: flow.edges.map((one) => (one === edge ? other : one === other ? edge : one)) };
}

/** Puts nodes at places; whole pixels. */
export function moveNodes(flow: WorkflowDoc, places: ReadonlyMap<string, Position>): WorkflowDoc {
  const nodes = flow.nodes.map((node) => {
    const place = places.get(node.id);
    return place === undefined ? node : { ...node, position: { x: Math.round(place.x), y: Math.round(place.y) } };
  });
  return { ...flow, nodes };
}

/** Id for a new edge. */
export function newEdgeId(flow: WorkflowDoc): string {
  return newKey(
    'e',
    flow.edges.map((edge) => edge.id),
  );
}

function pushDown(flow: WorkflowDoc, from: number, by: number): WorkflowNode[] {
  return flow.nodes.map((node) => (node.position.y < from ? node : { ...node, position: { x: node.position.x, y: node.position.y + by } }));
}

function withoutTwins(edges: readonly Edge[]): Edge[] {
  return edges.filter((edge, at) => {
    const twin = edges.findIndex((one) => one.from === edge.from && one.to === edge.to);
    return twin === at || edge.when === undefined;
  });
}
