import type { Filter, SortField } from '../query/types.ts';
import type { ReadView } from '../store/view.ts';
import type { CollectionState } from './collection.ts';
import type { ChosenPlan } from './plan.ts';
import type { Hint } from './types.ts';

/** What a plan is chosen for. */
export interface PlanQuestion {
  readonly filter: Filter;
  readonly sort: readonly SortField[];
  readonly hint?: Hint | undefined;
}

/** The best way to the documents. Throws BadValue for a hint that names no index. */
export function choosePlan(_collection: CollectionState, question: PlanQuestion, _view: ReadView): ChosenPlan {
  return { plan: { kind: 'scan', reverse: false }, sorted: question.sort.length === 0, rejected: [] };
}
