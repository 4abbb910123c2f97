import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Area, type Point, routeEdge } from '../../../src/ui/canvas/edge-route.ts';
import { layoutGraph } from '../../../src/ui/canvas/layout-graph.ts';

const box = (x: number, y: number): Area => ({ left: x - 100, right: x + 100, top: y, bottom: y + 60 });
const crosses = (points: readonly Point[], area: Area) =>
  points.some((point, index) => {
    const before = points[index - 1];
    if (before === undefined) return false;
    const [left, right] = [Math.min(before.x, point.x), Math.max(before.x, point.x)];
    const [top, bottom] = [Math.min(before.y, point.y), Math.max(before.y, point.y)];
    return right > area.left && left < area.right && bottom > area.top + 1 && top < area.bottom - 1;
  });

describe('an edge on the canvas', () => {
  it('runs straight down where nothing is in its way', () => {
    expect(routeEdge({ x: 0, y: 60 }, { x: 0, y: 108 }, [])).toEqual([
      { x: 0, y: 60 },
      { x: 0, y: 108 },
    ]);
  });

  it('runs around a node that stands between its ends', () => {
    const between = box(0, 108);
    expect(crosses(routeEdge({ x: 0, y: 60 }, { x: 0, y: 216 }, [between]), between)).toBe(false);
  });

  it('comes back up beside what it passes', () => {
    const between = box(0, 108);
    expect(crosses(routeEdge({ x: 0, y: 276 }, { x: 0, y: 0 }, [between]), between)).toBe(false);
  });

  it('never runs through a node in its own column, however many there are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: -300, max: 300 }), (count, x) => {
        const areas = Array.from({ length: count }, (_, row) => box(0, 160 + row * 120));
        const points = routeEdge({ x: 0, y: 60 }, { x, y: 160 + count * 120 + 60 }, areas);
        expect(areas.some((area) => crosses(points, area))).toBe(false);
      }),
    );
  });
});

describe('arranging nodes', () => {
  it('puts each below what leads to it, without overlap', () => {
    const boxes = ['a', 'b', 'c', 'd'].map((id) => ({ id, width: 200, height: 60 }));
    const places = layoutGraph(boxes, [
      { from: 'a', to: 'b' },
      { from: 'a', to: 'c' },
      { from: 'b', to: 'd' },
      { from: 'c', to: 'd' },
    ]);
    const y = (id: string) => places.get(id)?.y ?? Number.NaN;
    expect(y('b')).toBeGreaterThanOrEqual(y('a') + 60);
    expect(y('d')).toBeGreaterThanOrEqual(y('c') + 60);
    expect(Math.abs((places.get('b')?.x ?? 0) - (places.get('c')?.x ?? 0))).toBeGreaterThanOrEqual(200);
  });
});
