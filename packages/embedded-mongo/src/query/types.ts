import type { Operand, Variables } from '../value/value.ts';

/**
 * A parsed filter; paths are dotted. `$ne` is not(eq), `$nin` not(in), `$all` an and of eq (or elemMatch), a field with
 * several operators an and. An empty filter is `{ op: 'constant', matches: true }`.
 */
export type Filter =
  | { readonly op: 'and' | 'or' | 'nor'; readonly filters: readonly Filter[] }
  | { readonly op: 'not'; readonly filter: Filter }
  /** `named`: written as `$alwaysTrue` or `$alwaysFalse`. */
  | { readonly op: 'constant'; readonly matches: boolean; readonly named?: boolean }
  | ComparisonFilter
  | InFilter
  | { readonly op: 'exists'; readonly path: string }
  | { readonly op: 'type'; readonly path: string; readonly types: ReadonlySet<number> }
  | RegexFilter
  | { readonly op: 'mod'; readonly path: string; readonly divisor: bigint; readonly remainder: bigint }
  | BitsFilter
  | { readonly op: 'size'; readonly path: string; readonly size: number }
  /** Some element of the array at `path` is a document (or array) that `filter` matches; paths inside are relative to the element. */
  | { readonly op: 'elemMatchObject'; readonly path: string; readonly filter: Filter }
  /** Some element of the array at `path` itself fulfils `filter`, whose paths are all `''`. */
  | { readonly op: 'elemMatchValue'; readonly path: string; readonly filter: Filter }
  | ExpressionFilter
  | { readonly op: 'jsonSchema'; readonly test: (raw: Uint8Array) => boolean };

/**
 * A comparison as MongoDB brackets it: only values of the operand's canonical type compare (null and missing are equal,
 * MinKey and MaxKey compare with everything); an array matches by any element or as a whole.
 */
export type ComparisonFilter = {
  readonly op: 'eq' | 'gt' | 'gte' | 'lt' | 'lte';
  readonly path: string;
  readonly value: Operand;
};

/** `$in`: equality with any of `values`, sorted and without duplicates, or a match of any of `regexes`. */
export type InFilter = {
  readonly op: 'in';
  readonly path: string;
  readonly values: readonly Operand[];
  readonly regexes: readonly RegexFilter[];
};

/** `$regex`: strings and symbols that match, and regular expressions that are equal. */
export type RegexFilter = {
  readonly op: 'regex';
  readonly path: string;
  readonly pattern: string;
  /** MongoDB's options, sorted: i, m, s, x, u. */
  readonly options: string;
  readonly test: RegExp;
  /** Every match starts with this text (from a leading `^`), for an index range; absent when there is none. */
  readonly prefix?: string;
  /** Every string that starts with `prefix` matches, so an index range needs no second look. */
  readonly prefixOnly?: boolean;
};

/** `$bitsAllSet` and its three kin over the bit `positions`. */
export type BitsFilter = {
  readonly op: 'bitsAllSet' | 'bitsAllClear' | 'bitsAnySet' | 'bitsAnyClear';
  readonly path: string;
  readonly positions: readonly number[];
};

/** `$expr`. `and` holds filters on plain paths that every match fulfils (for an index); `test` is the whole truth. */
export type ExpressionFilter = {
  readonly op: 'expr';
  readonly test: (raw: Uint8Array) => boolean;
  readonly paths: readonly string[] | null;
  readonly and: readonly Filter[];
};

/** What a filter is parsed with: variables that `$expr` may use (see `parseVariables`). */
export type FilterOptions = { readonly variables?: Variables };

/** A filter that is ready to run. */
export type CompiledFilter = {
  /** Does the document fulfil the filter? Reads only the fields that it needs. */
  readonly matches: (raw: Uint8Array) => boolean;
  /** The index of the array element that fulfilled the filter, for the positional `$`; undefined = no array took part or no match. */
  readonly position: (raw: Uint8Array) => number | undefined;
  /** The dotted paths that it reads; null = the whole document. */
  readonly paths: readonly string[] | null;
};

/** One sort key, most significant first. */
export type SortField = { readonly path: string; readonly descending: boolean };

/** A comparator of whole documents by MongoDB's sort rules (the smallest or greatest element of an array counts). */
export type CompiledSort = {
  /** What `compare` needs of a document: keep this with the document, it holds no reference to the bytes. */
  readonly keyOf: (raw: Uint8Array) => SortKey;
  readonly compare: (a: SortKey, b: SortKey) => number;
};

/** An opaque sort key of {@link CompiledSort}. */
export type SortKey = readonly unknown[];
