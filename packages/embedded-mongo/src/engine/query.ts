import { MongoError } from '../errors.ts';
import { choosePlan } from '../planner/choose-plan.ts';
import type { ChosenPlan, Plan } from '../planner/plan.ts';
import { compileFilter } from '../query/compile-filter.ts';
import { compileSort } from '../query/sort.ts';
import type { CompiledSort, Filter, SortField } from '../query/types.ts';
import type { ReadView } from '../store/view.ts';
import type { CollectionState } from './collection.ts';
import { openScan } from './open-scan.ts';
import type { Scan } from './scan.ts';
import type { Hint, KeyBounds } from './types.ts';

/** A question to one collection, compiled and planned. */
export interface Query {
  readonly scan: Scan;
  readonly chosen: ChosenPlan;
  readonly matches: (document: Uint8Array) => boolean;
  /** What is left to sort by; null when the scan comes in order. */
  readonly sort: CompiledSort | null;
}

/** What the question is put to. */
export interface Sight {
  readonly view: ReadView;
  /** The number of the last batch that the view shows. Default: all. */
  readonly seen?: number | undefined;
}

/** What is asked. */
export interface QuerySpec {
  readonly filter: Filter;
  readonly sort?: readonly SortField[] | undefined;
  readonly hint?: Hint | undefined;
  readonly bounds?: KeyBounds | undefined;
  readonly skip?: number | undefined;
  readonly limit?: number | undefined;
}

/** Compiles and plans a question. */
export function planQuery(
  collection: CollectionState,
  { filter, sort = [], hint, bounds, skip = 0, limit = Number.POSITIVE_INFINITY }: QuerySpec,
  { view, seen = Number.POSITIVE_INFINITY }: Sight,
): Query {
  const matches = compileWhenNeeded(filter);
  const chosen = choosePlan(collection, { filter, sort, hint, bounds, limit: skip + limit, seen }, view);
  return { scan: openScan({ collection, plan: chosen.plan, matches }), chosen, matches, sort: chosen.sorted ? null : compileSort(sort) };
}

/** An exact plan never asks, and so never compiles. */
function compileWhenNeeded(filter: Filter): (document: Uint8Array) => boolean {
  let matches: ((document: Uint8Array) => boolean) | null = null;
  return (document) => {
    matches ??= compileFilter(filter).matches;
    return matches(document);
  };
}

/** Throws SnapshotUnavailable when the collection is younger than what is looked at. */
export function assertSeen({ since, namespace }: CollectionState, seen: number, extra: Readonly<Record<string, unknown>> = {}): void {
  if (since <= seen) return;
  throw new MongoError(
    'SnapshotUnavailable',
    `Unable to read from a snapshot due to pending collection catalog changes; please retry the operation. Collection ${namespace.db}.${namespace.coll} is younger than the snapshot`,
    extra,
  );
}

/** Throws QueryPlanKilled when the collection, or an index that the plan goes along, was dropped since it was made. */
export function assertAlive(plan: Plan, collection: CollectionState): void {
  if (collection.dropped) throw new MongoError('QueryPlanKilled', 'collection dropped');
  if (plan.kind === 'union') for (const part of plan.plans) assertAlive(part, collection);
  if (plan.kind === 'index' && !collection.indexes.includes(plan.index)) {
    throw new MongoError('QueryPlanKilled', `query plan killed :: index '${plan.index.name}' dropped`);
  }
}
