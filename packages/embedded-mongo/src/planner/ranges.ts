import { afterPrefix, maxKeyBytes, treeKey, uniqueKey } from '../store/keys.ts';
import type { Range } from '../store/view.ts';
import type { IndexBounds } from './index-bounds.ts';
import { everything, type Interval } from './interval.ts';

/** Ranges of an index's keys, in ascending order. */
export interface KeyRanges {
  readonly ranges: readonly Range[];
  /** For each range, how many bytes of its keys are the same for all: what follows is the order inside the range. */
  readonly heads: readonly number[];
  /** How many paths the heads stand for. */
  readonly headPaths: number;
  /** The whole keys, where a unique index is asked for single values of all its paths. */
  readonly points: readonly Uint8Array[] | null;
}

const mostRanges = 1000;

/** The ranges that bounds mean: every combination of leading single values, then the intervals of one more path. */
export function rangesOf({ index, intervals }: IndexBounds): KeyRanges {
  let heads: Uint8Array[] = [new Uint8Array(0)];
  let path = 0;
  for (; path < intervals.length; path++) {
    const points = intervals[path] as readonly Interval[];
    if (points.length === 0 || !points.every(({ point }) => point) || heads.length * points.length > mostRanges) break;
    heads = heads.flatMap((head) => points.map(({ low }) => join(head, low)));
  }
  const points = index.unique && path === intervals.length ? heads.map((head) => uniqueKey(index.tree, head)) : null;
  const last = intervals[path] ?? [everything];
  const ranges = heads.flatMap((head) => last.map((interval) => toRange(index.tree, head, interval)));
  return { ranges, heads: heads.flatMap((head) => last.map(() => 4 + head.length)), headPaths: path, points };
}

function toRange(tree: number, head: Uint8Array, { low, high }: Interval): Range {
  return { low: treeKey(tree, join(head, low)), high: upperBound(tree, join(head, high)) };
}

/** Keys over 1,900 bytes were cut: a bound that is longer takes in all that begin as it does. */
function upperBound(tree: number, bytes: Uint8Array): Uint8Array {
  return bytes.length > maxKeyBytes ? afterPrefix(treeKey(tree, bytes)) : treeKey(tree, bytes);
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(a.length + b.length);
  bytes.set(a);
  bytes.set(b, a.length);
  return bytes;
}
