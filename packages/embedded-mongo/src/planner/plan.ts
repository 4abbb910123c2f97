import type { IndexState } from '../engine/collection.ts';
import type { Range } from '../store/view.ts';
import type { Interval } from './interval.ts';

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
  /** For a unique index whose whole keys are known: those keys, read one by one in this order; `ranges` says the same. */
  readonly points: readonly Uint8Array[] | null;
  /** Every document in the ranges matches the filter: no second look is needed. */
  readonly exact: boolean;
  /** For each path of the index, where its values lie; for explain. */
  readonly intervals: ReadonlyArray<readonly Interval[]>;
}

/** A plan with what is left to do on its documents. */
export interface ChosenPlan {
  readonly plan: Plan;
  /** True when the documents come in the order asked for. */
  readonly sorted: boolean;
  /** The plans that lost, for explain. */
  readonly rejected: readonly Plan[];
}
