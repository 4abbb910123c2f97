import type { IndexState } from '../engine/collection.ts';
import type { SortField } from '../query/types.ts';
import { showInterval } from './interval.ts';
import type { ChosenPlan, IndexPlan, Plan } from './plan.ts';

/** A stage as MongoDB's explain shows it. */
export type Stage = Readonly<Record<string, unknown>>;

/** What surrounds the plan. */
export interface Surroundings {
  readonly sort: readonly SortField[];
  readonly skip: number;
  readonly limit: number;
  /** Bytes that a sort may hold. */
  readonly memory: number;
  readonly count: boolean;
}

/** The stages of a chosen plan, the last one outermost. */
export function explainPlan({ plan, sorted }: ChosenPlan, { sort, skip, limit, memory, count }: Surroundings): Stage {
  if (count && isCountedByKeys(plan)) return { stage: 'COUNT', inputStage: countScan(plan) };
  let stage = explainDocuments(plan);
  if (!sorted) {
    const limitAmount = limit < Number.POSITIVE_INFINITY ? { limitAmount: skip + limit } : {};
    stage = { stage: 'SORT', sortPattern: patternOf(sort), memLimit: memory, ...limitAmount, type: 'simple', inputStage: stage };
  }
  if (skip > 0) stage = { stage: 'SKIP', skipAmount: skip, inputStage: stage };
  if (limit < Number.POSITIVE_INFINITY && sorted) stage = { stage: 'LIMIT', limitAmount: limit, inputStage: stage };
  return count ? { stage: 'COUNT', inputStage: stage } : stage;
}

/** May the keys be counted without looking at a document? */
export function isCountedByKeys(plan: Plan): plan is IndexPlan {
  return plan.kind === 'index' && plan.exact && !plan.index.multikey;
}

/** The stages that find the documents of a plan. */
export function explainDocuments(plan: Plan): Stage {
  switch (plan.kind) {
    case 'scan':
      return { stage: 'COLLSCAN', direction: plan.reverse ? 'backward' : 'forward' };
    case 'index':
      return explainIndex(plan);
    case 'union':
      return { stage: 'FETCH', inputStage: { stage: 'OR', inputStages: plan.plans.map(keysOfPlan) } };
    case 'empty':
      return { stage: 'EOF' };
  }
}

function keysOfPlan(plan: Plan): Stage {
  return plan.kind === 'index' ? indexScan(plan) : explainDocuments(plan);
}

function explainIndex(plan: IndexPlan): Stage {
  const isById = plan.index.name === '_id_' && plan.exact && plan.points?.length === 1;
  if (isById) return { stage: 'IDHACK' };
  const scan = indexScan(plan);
  return { stage: 'FETCH', inputStage: plan.merge ? { stage: 'SORT_MERGE', inputStages: [scan] } : scan };
}

/** MongoDB's `indexBounds`: for each path its intervals, like `[1, 5)`. */
function showBounds({ index, intervals }: IndexPlan): Stage {
  return Object.fromEntries(index.key.map(({ path }, i) => [path, (intervals[i] ?? []).map(showInterval)]));
}

function indexScan(plan: IndexPlan): Stage {
  return {
    stage: 'IXSCAN',
    ...describe(plan.index),
    direction: plan.reverse ? 'backward' : 'forward',
    indexBounds: showBounds(plan),
  };
}

function countScan(plan: IndexPlan): Stage {
  return { stage: 'COUNT_SCAN', ...describe(plan.index), indexBounds: showBounds(plan) };
}

function describe({ key, name, multikey, arrayPaths, unique, sparse, partial }: IndexState): Stage {
  return {
    keyPattern: patternOf(key),
    indexName: name,
    isMultiKey: multikey,
    multiKeyPaths: Object.fromEntries(key.map(({ path }, i) => [path, arrayPaths[i] ? [path] : []])),
    isUnique: unique === true,
    isSparse: sparse === true,
    isPartial: partial !== undefined,
    indexVersion: 2,
  };
}

function patternOf(fields: readonly SortField[]): Stage {
  return Object.fromEntries(fields.map(({ path, descending }) => [path, descending ? -1 : 1]));
}
