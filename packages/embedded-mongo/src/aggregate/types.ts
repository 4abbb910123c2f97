import type { Filter, SortField } from '../query/types.ts';
import type { Doc, Variables } from '../value/value.ts';

/**
 * Documents in batches (as large as suits the source, about 100 to 1,000). The bytes need to stay valid only until the next batch is asked for:
 * who keeps a document copies it. Closing the iterator early (`return()`) closes the source.
 */
export type Batches = AsyncIterable<readonly Uint8Array[]>;

/** The first steps of a pipeline, in this order, that the storage does: filter, sort, skip, limit. */
export type Lead = {
  readonly filter: Filter;
  /** Empty = no order asked for. */
  readonly sort: readonly SortField[];
  readonly skip: number;
  /** Infinity = all. */
  readonly limit: number;
  /** The dotted paths that the rest reads; null = whole documents. A source may answer documents that hold only these. */
  readonly paths: readonly string[] | null;
  /**
   * Only the number of documents matters (`$count`, or a `$group` that only counts): the source may answer any documents, even empty
   * ones, as many as there are, and `run` may be given `counted` instead of a source.
   */
  readonly countOnly: boolean;
};

/** What a running pipeline may ask of its surroundings. */
export type AggregateContext = {
  /** The documents of another collection of the database that fulfil `lead`, for `$lookup`, `$graphLookup`, `$unionWith`; absent collection = none. */
  readonly read: (collection: string, lead: Lead) => Batches;
  /** Is there an index that finds `path` by equality? Then `$lookup` asks once per document, else it reads the collection once. Default: no. */
  readonly isIndexed?: (collection: string, path: string) => boolean;
  /** The collection that the pipeline reads; absent when it reads none. */
  readonly collection?: string | undefined;
  /** What a stage that reports on the server answers. */
  readonly report?: (stage: string, options: Doc, collection: string | undefined) => Promise<readonly Doc[]>;
  /** Called between pieces of work; throws to end it (`maxTimeMS`, killed cursor), and lets others run. */
  readonly pause?: () => void | Promise<void>;
  /** Bytes that one sort or group may hold. Default 100 MB; more is QueryExceededMemoryLimitNoDiskUseAllowed (292). */
  readonly memoryLimit?: number;
};

/** What a pipeline is parsed with: `let` and `NOW` (see `parseVariables`). */
export type PipelineOptions = { readonly variables?: Variables };

/** What a pipeline whose first stage makes its own documents has to be run on. */
export type Place = 'collection' | 'database' | 'admin' | 'sessions';

/** A pipeline that is ready to run once or many times. */
export type Pipeline = {
  readonly lead: Lead;
  /** Present when the first stage makes its own documents, with what it has to be run on: `run` needs no source. */
  readonly sourceless?: { readonly stage: string; readonly place: Place };
  /** Names of the stages that come after `lead`. */
  readonly rest: readonly string[];
  /** Names of the other collections that it reads. */
  readonly collections: readonly string[];
  /** Does everything after `lead` to the documents that the storage answered for `lead`. */
  readonly run: (source: Batches | { readonly counted: number }, context: AggregateContext) => Batches;
  /**
   * Present when the first step after `lead` is a `$group`: `visit` each document that the storage answers for `lead` (its bytes are not kept),
   * then `finish` runs the rest. Cheaper than `run`, since no document is copied.
   */
  readonly accumulate?: (context: AggregateContext) => { readonly visit: (raw: Uint8Array) => void; readonly finish: () => Batches };
};
