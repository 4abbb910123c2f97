import type { CollectionState, IndexState } from '../engine/collection.ts';
import type { Filter } from '../query/types.ts';
import type { Conjunct, Conjunction } from './conjunct.ts';
import { implies } from './implies.ts';
import { descending, everything, type Interval, intersect } from './interval.ts';

/** What an index can do for a conjunction: for each of its paths the intervals, as its keys stand (descending ones turned). */
export interface IndexBounds {
  readonly index: IndexState;
  readonly intervals: ReadonlyArray<readonly Interval[]>;
  /** How many leading paths hold single values only. */
  readonly points: number;
  /** The first path is bounded: the index narrows the search. */
  readonly narrows: boolean;
  /** How many leading paths the conditions that count are on. */
  readonly reached: number;
  /** The bounds say all that the filter says. */
  readonly exact: boolean;
}

/** The bounds that a conjunction puts on an index, or null when the index may miss documents that match. */
export function boundsOf(index: IndexState, conjunction: Conjunction): IndexBounds | null {
  if (!isComplete(index, conjunction)) return null;
  const used = new Set<Conjunct>();
  const taken: Taken = { group: undefined, arrayPath: false };
  const intervals = index.key.map(({ path, descending: turned }, i) => {
    const chosen = choose(
      conjunction.conjuncts.filter((conjunct) => conjunct.path === path),
      { isArray: index.arrayPaths[i] === true, taken },
    );
    for (const conjunct of chosen) used.add(conjunct);
    const all = chosen.reduce<readonly Interval[]>((found, conjunct) => intersect(found, conjunct.intervals), [everything]);
    return turned ? [...all].reverse().map(descending) : all;
  });
  const points = countLeading(intervals, (list) => list.length > 0 && list.every(({ point }) => point));
  const bounded = countLeading(intervals, (list) => !isEverything(list));
  const reached = Math.min(points + 1, bounded);
  return {
    index,
    intervals,
    points,
    narrows: bounded > 0,
    reached,
    exact: !index.cut && conjunction.rest.length === 0 && isAllUsed(index, { conjunction, used, reached }),
  };
}

interface Taken {
  /** The $elemMatch whose conditions the array paths carry; null = conditions of their own; undefined = none yet. */
  group: Filter | null | undefined;
  arrayPath: boolean;
}

/**
 * The conditions on one path that may be combined. Where the path meets arrays, two conditions may be fulfilled by two
 * elements, so only one counts, unless they come from the same $elemMatch; the same holds across paths through one array.
 */
function choose(conjuncts: readonly Conjunct[], { isArray, taken }: { isArray: boolean; taken: Taken }): readonly Conjunct[] {
  if (!isArray) return conjuncts;
  const narrowest = [...conjuncts].sort((a, b) => weight(a) - weight(b))[0];
  if (!narrowest || (taken.arrayPath && (narrowest.group === null || narrowest.group !== taken.group))) return [];
  taken.arrayPath = true;
  taken.group = narrowest.group;
  return narrowest.group === null ? [narrowest] : conjuncts.filter(({ group }) => group === narrowest.group);
}

function weight({ intervals }: Conjunct): number {
  if (intervals.every(({ point }) => point)) return 0;
  return intervals.some((interval) => isEverything([interval])) ? 2 : 1;
}

function countLeading<T>(list: readonly T[], test: (item: T) => boolean): number {
  const stop = list.findIndex((item) => !test(item));
  return stop < 0 ? list.length : stop;
}

/** No bound at all. */
export function isEverything(list: readonly Interval[]): boolean {
  return list.length === 1 && list[0]?.low.length === 0;
}

/** Are all conditions among the paths that the ranges really bound, and exact? */
function isAllUsed(
  index: IndexState,
  { conjunction, used, reached }: { conjunction: Conjunction; used: ReadonlySet<Conjunct>; reached: number },
): boolean {
  const paths = index.key.slice(0, reached).map(({ path }) => path);
  return conjunction.conjuncts.every((conjunct) => conjunct.exact && used.has(conjunct) && paths.includes(conjunct.path));
}

function isComplete(index: IndexState, { conjuncts }: Conjunction): boolean {
  if (index.partial && !implies(conjuncts, index.partial.filter)) return false;
  if (!index.sparse) return true;
  return conjuncts.some(({ path, matchesMissing }) => !matchesMissing && index.key.some((field) => field.path === path));
}

/** The indexes that a view may use which shows the batches up to number `seen`. */
export function usableIndexes({ indexes }: CollectionState, seen: number): readonly IndexState[] {
  return indexes.filter(({ ready, hidden, readyAt }) => ready && !hidden && readyAt <= seen);
}
