import type { IndexState } from '../engine/collection.ts';
import type { Range } from '../store/view.ts';

/** How the documents that a filter may match are found, and in which order they come. */
export type Plan =
  /** All documents in the order of insertion. */
  | { readonly kind: 'scan'; readonly reverse: boolean }
  | IndexPlan
  /** The documents of any of several plans, each once. */
  | { readonly kind: 'union'; readonly plans: readonly Plan[] }
  /** Nothing can match. */
  | { readonly kind: 'empty' };

/** Documents by ranges of one index. */
export interface IndexPlan {
  readonly kind: 'index';
  readonly index: IndexState;
  /** In the order in which they are read, without overlap. */
  readonly ranges: readonly Range[];
  /** Set when the ranges are read side by side, always the next key in order: for each range, where in its keys the order begins. */
  readonly merge: readonly number[] | null;
  readonly reverse: boolean;
  /** Every document in the ranges matches the filter: no second look is needed. */
  readonly exact: boolean;
  /** MongoDB's `indexBounds`, path by path, for explain. */
  readonly bounds: ReadonlyArray<readonly [path: string, intervals: readonly string[]]>;
}

/** A plan with what is left to do on its documents. */
export interface ChosenPlan {
  readonly plan: Plan;
  /** True when the documents come in the order asked for. */
  readonly sorted: boolean;
  /** The plans that lost, for explain. */
  readonly rejected: readonly Plan[];
}
