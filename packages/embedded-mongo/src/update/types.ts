import type { CompiledFilter, Filter } from '../query/types.ts';
import type { Variables } from '../value/value.ts';

/** The update as it stood in the command: one document (operators or a replacement) or a pipeline. */
export type UpdateSource = { readonly document: Uint8Array } | { readonly pipeline: readonly Uint8Array[] };

/** What else the command said: `arrayFilters` in their order, `variables` from `let` (and the pipeline's `c`). */
export type UpdateOptions = {
  readonly arrayFilters?: readonly Uint8Array[];
  readonly variables?: Variables;
  /** `multi: true`: a replacement is refused. */
  readonly multi?: boolean;
};

/** What an update is applied with: the time for `$currentDate` and `$$NOW`, the filter for the positional `$`. */
export type UpdateContext = { readonly now: Date; readonly filter?: CompiledFilter };

/** An update that is ready to run on any number of documents. */
export type Update = {
  readonly kind: 'replacement' | 'operators' | 'pipeline';
  /**
   * The document after the update (it may equal the one before, where MongoDB counts a change all the same), or null when nothing
   * changed (counts in `n`, not in `nModified`).
   * Throws MongoError for what MongoDB refuses on this document (ImmutableField, PathNotViable, TypeMismatch, BadValue, …).
   */
  readonly apply: (raw: Uint8Array, context: UpdateContext) => Uint8Array | null;
  /** The document that an upsert inserts: the filter's equalities, then the update with `$setOnInsert`, and an `_id` (new if none). */
  readonly upsert: (filter: Filter, context: UpdateContext) => Uint8Array;
};
