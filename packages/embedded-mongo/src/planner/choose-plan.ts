import { type CollectionState, type IndexState, idIndex } from '../engine/collection.ts';
import { isSameKey } from '../engine/index-conflicts.ts';
import type { Hint, IndexField, KeyBounds } from '../engine/types.ts';
import { MongoError } from '../errors.ts';
import type { ComparisonFilter, Filter, SortField } from '../query/types.ts';
import { treeKey, uniqueKey } from '../store/keys.ts';
import type { Range, ReadView } from '../store/view.ts';
import { type Conjunction, conjunctionOf, isPlain } from './conjunct.ts';
import { boundsOf, type IndexBounds, usableIndexes } from './index-bounds.ts';
import { everything, pointOf } from './interval.ts';
import { withinBounds } from './key-bounds.ts';
import type { ChosenPlan, IndexPlan, Plan } from './plan.ts';
import { rangesOf } from './ranges.ts';
import { type GivenOrder, orderOf } from './sort-order.ts';

/** What a plan is chosen for. */
export interface PlanQuestion {
  readonly filter: Filter;
  readonly sort: readonly SortField[];
  /** How many documents will be taken at most; Infinity = all. */
  readonly limit: number;
  readonly hint?: Hint | undefined;
  readonly bounds?: KeyBounds | undefined;
  /** The number of the last batch that the view shows; Infinity = all. */
  readonly seen: number;
}

interface Candidate {
  readonly plan: IndexPlan;
  readonly sorted: boolean;
  readonly points: number;
  readonly narrows: boolean;
}

const scanForward: Plan = { kind: 'scan', reverse: false };

/** The best way to the documents. Throws BadValue for a hint that names no index. */
export function choosePlan(collection: CollectionState, question: PlanQuestion, view: ReadView): ChosenPlan {
  const { filter, sort, hint } = question;
  if (hint === undefined && filter.op === 'eq' && filter.path === '_id' && isPlain(filter.value)) return byId(collection, filter);
  const unsorted = sort.length === 0;
  const conjunction = conjunctionOf(filter);
  if (hint !== undefined) return hinted(collection, { question, conjunction, hint });
  if (conjunction.never) return { plan: { kind: 'empty' }, sorted: true, rejected: [] };
  const candidates = candidatesOf(collection, conjunction, question);
  const best = pick(candidates, question, view);
  if (best?.narrows) return toChosen(best, candidates);
  const union = unionOf(collection, { conjunction, question }, view);
  if (union && !(best?.sorted && question.limit < Number.POSITIVE_INFINITY)) return { plan: union, sorted: unsorted, rejected: [] };
  if (best) return toChosen(best, candidates);
  return { plan: scanForward, sorted: unsorted, rejected: [] };
}

/** One document at most, so that there is nothing to weigh. */
function byId(collection: CollectionState, filter: ComparisonFilter): ChosenPlan {
  const index = idIndex(collection);
  const point = pointOf(filter.value);
  const plan: IndexPlan = {
    kind: 'index',
    index,
    ranges: [{ low: treeKey(index.tree, point.low), high: treeKey(index.tree, point.high) }],
    merge: null,
    reverse: false,
    points: [uniqueKey(index.tree, point.low)],
    exact: true,
    intervals: [[point]],
  };
  return { plan, sorted: true, rejected: [] };
}

function toChosen(best: Candidate, candidates: readonly Candidate[]): ChosenPlan {
  return { plan: best.plan, sorted: best.sorted, rejected: candidates.filter((candidate) => candidate !== best).map(({ plan }) => plan) };
}

/** Every index that narrows the search or gives the order. */
function candidatesOf(collection: CollectionState, conjunction: Conjunction, { sort, seen }: PlanQuestion): Candidate[] {
  return usableIndexes(collection, seen).flatMap((index) => {
    if (!isOfInterest(index, conjunction, sort)) return [];
    const bounds = boundsOf(index, conjunction);
    if (!bounds) return [];
    const candidate = toCandidate(bounds, sort);
    return candidate.narrows || (sort.length > 0 && candidate.sorted) ? [candidate] : [];
  });
}

/** Can the index narrow the search or give the order at all? */
function isOfInterest({ key }: IndexState, { conjuncts }: Conjunction, sort: readonly SortField[]): boolean {
  const first = key[0]?.path;
  if (conjuncts.some(({ path }) => path === first)) return true;
  return sort.length > 0 && sort.some(({ path }) => path === first);
}

function toCandidate(bounds: IndexBounds, sort: readonly SortField[]): Candidate {
  const ranges = rangesOf(bounds);
  const order = orderOf(bounds, ranges, sort);
  const { reverse, merge }: GivenOrder = order ?? { reverse: false, merge: false };
  const turned: Range[] = reverse ? ranges.ranges.map((range) => ({ ...range, reverse: true })).reverse() : [...ranges.ranges];
  const plan: IndexPlan = {
    kind: 'index',
    index: bounds.index,
    ranges: turned,
    merge: merge ? (reverse ? [...ranges.heads].reverse() : ranges.heads) : null,
    reverse,
    exact: bounds.exact && bounds.reached <= ranges.headPaths + 1,
    points: merge || !ranges.points ? null : reverse ? [...ranges.points].reverse() : ranges.points,
    intervals: bounds.intervals,
  };
  return { plan, sorted: sort.length === 0 || order !== null, points: bounds.points, narrows: bounds.narrows };
}

/** Few keys to read is best; an order that is wanted saves reading them all. */
function pick(candidates: readonly Candidate[], { sort, limit }: PlanQuestion, view: ReadView): Candidate | undefined {
  const narrowing = candidates.filter(({ narrows }) => narrows);
  const [first, ...others] = narrowing.length > 0 ? narrowing : candidates;
  if (!first || others.length === 0) return first;
  const list = [first, ...others];
  const keys = list.map(({ plan }) => keysIn(plan, view));
  const fewest = Math.max(1, Math.min(...keys));
  const costs = list.map(({ sorted, points, plan }, i) => {
    const count = keys[i] ?? 0;
    const read = sorted ? Math.min(count, limit * (plan.exact ? 1 : count / fewest)) : count * (sort.length > 0 ? 1.3 : 1);
    return read - points * 0.01 - (plan.exact ? 0.005 : 0);
  });
  return list[costs.indexOf(Math.min(...costs))];
}

/** Keys that are counted at most, to tell plans apart. */
const mostCounted = 400;

function keysIn({ ranges }: IndexPlan, view: ReadView): number {
  let count = 0;
  for (const { low, high } of ranges) {
    const keys = view.keys({ low, high });
    while (count < mostCounted && !keys.next().done) count++;
    keys.return?.();
    if (count >= mostCounted) return count;
  }
  return count;
}

/** The indexes for the branches of an $or, when every branch has one. */
function unionOf(
  collection: CollectionState,
  { conjunction, question: { filter, seen } }: { conjunction: Conjunction; question: PlanQuestion },
  view: ReadView,
): Plan | null {
  for (const or of conjunction.rest) {
    if (or.op !== 'or') continue;
    const others = conjunction.rest.length > 1 || conjunction.conjuncts.length > 0 ? withoutOr(filter, or) : [];
    const plans = or.filters.map((branch) => {
      const whole: Filter = { op: 'and', filters: [branch, ...others] };
      return choosePlan(collection, { filter: whole, sort: [], limit: Number.POSITIVE_INFINITY, seen }, view).plan;
    });
    if (plans.every(({ kind }) => kind !== 'scan')) return { kind: 'union', plans: plans.filter(({ kind }) => kind !== 'empty') };
  }
  return null;
}

function withoutOr(filter: Filter, or: Filter): Filter[] {
  if (filter === or) return [];
  return filter.op === 'and' ? filter.filters.flatMap((part) => withoutOr(part, or)) : [filter];
}

function hinted(
  collection: CollectionState,
  { question, conjunction, hint }: { question: PlanQuestion; conjunction: Conjunction; hint: Hint },
): ChosenPlan {
  const { bounds } = question;
  if (typeof hint === 'object' && 'natural' in hint) {
    if (bounds) throw new MongoError('NoQueryExecutionPlans', 'min and max are incompatible with $natural');
    return { plan: { kind: 'scan', reverse: hint.natural === -1 }, sorted: question.sort.length === 0, rejected: [] };
  }
  const index = usableIndexes(collection, question.seen).find((candidate) => isMeant(candidate, hint));
  if (!index)
    throw new MongoError(
      'BadValue',
      'error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index',
    );
  const candidate = toCandidate((bounds ? undefined : boundsOf(index, conjunction)) ?? wholeIndex(index), question.sort);
  return toChosen(bounds ? { ...candidate, plan: withinBounds(candidate.plan, bounds) } : candidate, []);
}

function isMeant({ name, key }: IndexState, hint: string | readonly IndexField[]): boolean {
  return typeof hint === 'string' ? name === hint : isSameKey(key, hint);
}

function wholeIndex(index: IndexState): IndexBounds {
  return { index, intervals: index.key.map(() => [everything]), points: 0, narrows: false, reached: 0, exact: false };
}
