/** A point on the canvas, in px. */
export interface Point {
  x: number;
  y: number;
}

/** The space a node takes, in px. */
export interface Area {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Room between an edge and what it passes, in px. */
const clear = 20;

/** Corners of an edge that runs down from one node to another around all others; the first and last point are its ends. */
export function routeEdge(from: Point, to: Point, areas: readonly Area[]): Point[] {
  const down = to.y - from.y;
  if (down > 0) {
    if (Math.abs(from.x - to.x) < 2 && isFree(from, to, areas)) return [from, to];
    const ways = [clear, down / 2, down - clear].filter((at) => at > 0).map((at) => bend(from, to, from.y + at));
    const free = ways.find((way) => way.every((point, index) => index === 0 || isFree(way[index - 1] ?? point, point, areas)));
    if (free !== undefined && Math.abs(from.x - to.x) >= 2) return free;
  }
  return aside(from, to, areas);
}

/** The path of an edge through its corners, rounded by 8 px. */
export function roundedPath(points: readonly Point[], radius = 8): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  const parts = [`M${first.x},${first.y}`];
  for (const [index, point] of rest.entries()) {
    const before = points[index] ?? first;
    const after = rest[index + 1];
    if (after === undefined) parts.push(`L${point.x},${point.y}`);
    else {
      const enter = towards(point, before, radius);
      const leave = towards(point, after, radius);
      parts.push(`L${enter.x},${enter.y}`, `Q${point.x},${point.y} ${leave.x},${leave.y}`);
    }
  }
  return parts.join(' ');
}

/** Middle of an edge's longest stretch, where words and buttons stand. */
export function middleOf(points: readonly Point[]): Point {
  let longest = 0;
  let middle = points[0] ?? { x: 0, y: 0 };
  for (const [index, point] of points.entries()) {
    const before = points[index - 1];
    if (before === undefined) continue;
    const length = Math.abs(point.x - before.x) + Math.abs(point.y - before.y);
    // Of equal stretches the one that runs down is taken, since words across it read best.
    if (length > longest || (length === longest && point.x === before.x)) {
      longest = length;
      middle = { x: (point.x + before.x) / 2, y: (point.y + before.y) / 2 };
    }
  }
  return middle;
}

function bend(from: Point, to: Point, y: number): Point[] {
  return [from, { x: from.x, y }, { x: to.x, y }, to];
}

/** Runs beside everything that stands in the way, on the nearer side. */
function aside(from: Point, to: Point, areas: readonly Area[]): Point[] {
  const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y)];
  const passed = areas.filter((area) => area.bottom > top - clear && area.top < bottom + clear);
  const left = Math.min(from.x, to.x, ...passed.map((area) => area.left)) - clear;
  const right = Math.max(from.x, to.x, ...passed.map((area) => area.right)) + clear;
  const middle = (from.x + to.x) / 2;
  const x = middle - left <= right - middle ? left : right;
  return [from, { x: from.x, y: from.y + clear }, { x, y: from.y + clear }, { x, y: to.y - clear }, { x: to.x, y: to.y - clear }, to];
}

function isFree(a: Point, b: Point, areas: readonly Area[]): boolean {
  const [left, right] = [Math.min(a.x, b.x), Math.max(a.x, b.x)];
  const [top, bottom] = [Math.min(a.y, b.y), Math.max(a.y, b.y)];
  return !areas.some((area) => right > area.left - 4 && left < area.right + 4 && bottom > area.top + 1 && top < area.bottom - 1);
}

function towards(from: Point, to: Point, by: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length === 0) return from;
  const part = Math.min(by, length / 2) / length;
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}
