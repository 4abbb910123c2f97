import type { CompiledFilter } from '../query/types.ts';
import type { Variables } from '../value/value.ts';

/** What a projection is parsed with; `filter` is the query's own, which the positional `$` needs. */
export type ProjectionOptions = { readonly variables?: Variables; readonly filter?: CompiledFilter };

/** A projection that is ready to run. */
export type Projection = {
  /** The projected document, as new bytes (the same bytes when there is nothing to do). */
  readonly apply: (raw: Uint8Array) => Uint8Array;
  /** The dotted paths that it reads; null = the whole document. */
  readonly paths: readonly string[] | null;
};
