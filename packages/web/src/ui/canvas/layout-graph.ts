import { Graph, layout } from '@dagrejs/dagre';

/** One box of a graph, in px. */
export interface Box {
  id: string;
  width: number;
  height: number;
}

/** A way between two boxes. */
export interface Way {
  from: string;
  to: string;
}

/** Middle of a box's upper edge. */
export interface Place {
  x: number;
  y: number;
}

/** Room between boxes in px: side by side 32, from row to row 48 unless told. */
export interface Gaps {
  side?: number;
  row?: number;
}

/** Places boxes downwards along their ways; the upper left corner of the whole is 0, 0. Boxes at the same ways keep their order. */
export function layoutGraph(boxes: readonly Box[], ways: readonly Way[], gaps: Gaps = {}): Map<string, Place> {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: gaps.side ?? 32, ranksep: gaps.row ?? 48, marginx: 0, marginy: 0 });
  graph.setDefaultEdgeLabel(() => ({}));
  const known = new Set(boxes.map(({ id }) => id));
  for (const { id, width, height } of boxes) graph.setNode(id, { width, height });
  for (const [index, { from, to }] of ways.entries()) {
    if (known.has(from) && known.has(to) && from !== to) graph.setEdge(from, to, {}, String(index));
  }
  layout(graph);
  return new Map(
    boxes.map(({ id, height }) => {
      const { x = 0, y = 0 } = graph.node(id) as { x?: number; y?: number };
      return [id, { x: Math.round(x), y: Math.round(y - height / 2) }];
    }),
  );
}
