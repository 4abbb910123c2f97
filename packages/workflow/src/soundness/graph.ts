import type { Edge, WorkflowDoc, WorkflowNode } from '@formwright/metadata';

/** A definition's nodes by id and edges by the node they leave. */
export interface Graph {
  nodes: ReadonlyMap<string, WorkflowNode>;
  out: ReadonlyMap<string, readonly Edge[]>;
  /** For every reachable node, the node before it on a shortest way from the start; the start maps to itself. */
  before: ReadonlyMap<string, string>;
}

/** Reads a definition as a graph; edges that lead nowhere are left out. */
export function readGraph(definition: WorkflowDoc): Graph {
  const nodes = new Map(definition.nodes.map((node) => [node.id, node]));
  const out = new Map<string, Edge[]>();
  for (const edge of definition.edges) {
    if (nodes.has(edge.from) && nodes.has(edge.to)) out.set(edge.from, [...(out.get(edge.from) ?? []), edge]);
  }
  const start = definition.nodes.find((node) => node.type === 'start')?.id;
  return { nodes, out, before: start === undefined ? new Map() : shortestWays(out, start) };
}

/** Node ids on a shortest way from the start to a node; empty when there is none. */
export function wayTo(graph: Graph, id: string): string[] {
  const way: string[] = [];
  for (let at: string | undefined = id; at !== undefined; ) {
    const previous = graph.before.get(at);
    if (previous === undefined) return [];
    way.unshift(at);
    at = previous === at ? undefined : previous;
  }
  return way;
}

/** Whether a node that passes the test can be reached from here. */
export function reaches(graph: Graph, from: string, test: (node: WorkflowNode) => boolean): boolean {
  const seen = new Set<string>([from]);
  for (const id of seen) {
    const node = graph.nodes.get(id);
    if (node !== undefined && test(node)) return true;
    for (const edge of graph.out.get(id) ?? []) seen.add(edge.to);
  }
  return false;
}

function shortestWays(out: ReadonlyMap<string, readonly Edge[]>, start: string): Map<string, string> {
  const before = new Map([[start, start]]);
  for (const id of before.keys()) {
    for (const edge of out.get(id) ?? []) if (!before.has(edge.to)) before.set(edge.to, id);
  }
  return before;
}
