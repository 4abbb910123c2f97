import type { SortField } from '../query/types.ts';
import { type IndexBounds, isEverything } from './index-bounds.ts';
import type { KeyRanges } from './ranges.ts';

/** How an index gives an order: forwards or backwards, its ranges one after another or side by side. */
export interface GivenOrder {
  readonly reverse: boolean;
  readonly merge: boolean;
}

/** More ranges than this are not read side by side. */
const mostMerged = 200;

/** Whether an index in these ranges gives the order that is asked for; null when not. */
export function orderOf(bounds: IndexBounds, ranges: KeyRanges, sort: readonly SortField[]): GivenOrder | null {
  if (bounds.index.cut || sort.length === 0) return null;
  const reverse = follow(bounds, sort, 0);
  if (reverse !== null) return { reverse, merge: false };
  if (ranges.ranges.length < 2 || ranges.ranges.length > mostMerged) return null;
  const merged = follow(bounds, sort, ranges.headPaths);
  return merged === null ? null : { reverse: merged, merge: true };
}

/** Walks the index's paths from `from` on along the sort; answers whether to read backwards, null when they part. */
function follow({ index, intervals }: IndexBounds, sort: readonly SortField[], from: number): boolean | null {
  const isConstant = (i: number): boolean => intervals[i]?.length === 1 && intervals[i][0]?.point === true;
  const isUsable = (i: number): boolean => !index.arrayPaths[i] || isEverything(intervals[i] ?? []);
  const constants = new Set(index.key.filter((_, i) => isConstant(i) && !index.arrayPaths[i]).map(({ path }) => path));
  let reverse: boolean | null = null;
  let i = from;
  for (const { path, descending } of sort) {
    if (constants.has(path)) continue;
    while (i < index.key.length && index.key[i]?.path !== path && isConstant(i)) i++;
    const field = index.key[i];
    if (field?.path !== path || !isUsable(i)) return null;
    const turned = field.descending !== descending;
    if (reverse !== null && reverse !== turned) return null;
    reverse = turned;
    i++;
  }
  return reverse ?? false;
}
