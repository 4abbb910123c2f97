import type { Value } from '../value/value.ts';

/** What an operator may look at while it is applied. */
export type LeafContext = {
  readonly now: Date;
  /** An upsert's insert: `$setOnInsert` counts. */
  readonly inserting: boolean;
  /** The dotted path with real indexes, for messages. */
  readonly path: string;
  /** `{_id: 1}` as messages show it. */
  readonly identity: () => string;
};

/** One operator on one path, parsed. */
export type Leaf = {
  /** Makes the path when it is absent; an operator that does not passes by. */
  readonly creates: boolean;
  /** Passes by a path that leads through a value without fields (`$unset`); others refuse it. */
  readonly lenient?: boolean;
  /** The value after; `undefined` = absent, the same value by identity = no change. Throws MongoError for what it cannot do. */
  readonly apply: (current: Value, context: LeafContext) => Value;
  /** `$setOnInsert`: stands only when an upsert inserts. */
  readonly onInsert?: boolean;
  /** `$push`, `$addToSet`: makes an array where there is nothing. */
  readonly gathers?: boolean;
  /** `$rename`: the path whose value moves here. */
  readonly from?: readonly string[];
};

/** Reads the argument of an operator. Throws MongoError. */
export type LeafParser = (path: string, argument: Value, options: LeafOptions) => Leaf;

/** What parsing an operator may need: variables of `let` for `$pull`. */
export type LeafOptions = { readonly variables: ReadonlyMap<string, Value> };
