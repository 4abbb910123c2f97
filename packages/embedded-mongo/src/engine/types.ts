/**
 * The engine as the commands and the aggregation see it. Documents travel as raw BSON (`Uint8Array`); what an operator
 * means (filters, updates, projections) comes in as compiled functions, so the engine knows storage, indexes and time only.
 */
import type { MongoError } from '../errors.ts';
import type { Filter, SortField } from '../query/types.ts';
import type { CollectionChange, IndexField, IndexInfo, IndexSpec, ValidationOptions, ViewDefinition, WhichIndexes } from './definitions.ts';
import type { CheckReport, CollectionCheck, CollectionInfo, CollectionStats, EngineStats, PlanExplanation } from './reports.ts';

export type { CollectionChange, IndexField, IndexInfo, IndexSpec, ValidationOptions, ViewDefinition, WhichIndexes } from './definitions.ts';
export type { CheckReport, CollectionCheck, CollectionInfo, CollectionStats, EngineStats, PlanExplanation } from './reports.ts';

/** One whole BSON document as bytes. */
export type RawDocument = Uint8Array;

/** A collection by name, as in `db.coll`. */
export interface Namespace {
  readonly db: string;
  readonly coll: string;
}

/** The identity of one statement of a retryable write (logical session, its counter, position in the command). */
export interface RetryKey {
  /** The session's UUID (and user digest) as a string that is unique per session. */
  readonly lsid: string;
  readonly txnNumber: bigint;
  /** Position of the first statement; a list of n statements uses `stmtId … stmtId + n - 1`. Default 0. */
  readonly stmtId?: number;
}

/** What surrounds one operation: its transaction, its time limit, who may stop it and how a retry is recognised. */
export interface OperationContext {
  /** Reads see its snapshot and own writes; writes go to its overlay until commit. */
  readonly transaction?: Transaction;
  /** Reads outside transactions see this moment instead of the present. */
  readonly snapshot?: StoreSnapshot;
  /** Milliseconds of `Date.now()` after which the operation fails with MaxTimeMSExpired. */
  readonly deadline?: number;
  /** Aborted by killOp, killCursors, killSessions or a lost connection: the operation fails with Interrupted. */
  readonly signal?: AbortSignal;
  /** Writes documents that their collection's validator refuses. */
  readonly bypassValidation?: boolean | undefined;
  /** Set for retryable writes outside transactions: a statement already done answers its remembered result and does nothing. */
  readonly retry?: RetryKey;
}

/** An index by name, by key pattern, or `$natural` with a direction. */
export type Hint = string | readonly IndexField[] | { readonly natural: 1 | -1 };

/** Keys of the hinted index, as documents: from `min` on, before `max`. */
export interface KeyBounds {
  readonly min?: RawDocument | undefined;
  readonly max?: RawDocument | undefined;
}

/** What to read, in which order, how much. */
export interface ReadSpec {
  readonly filter: Filter;
  readonly sort?: readonly SortField[];
  readonly skip?: number;
  /** Default: no limit. */
  readonly limit?: number;
  readonly hint?: Hint;
  /** Needs a hint that names an index. */
  readonly bounds?: KeyBounds | undefined;
  /** Answer the index key instead of the document, or the document with its `$recordId`. */
  readonly show?: 'key' | 'recordId' | undefined;
  /** Applied to each document that is answered; must return a new array or its argument. */
  readonly project?: (document: RawDocument) => RawDocument;
}

/** How much a batch may hold; at least one document is always given. */
export interface BatchLimit {
  /** Default: no limit. */
  readonly documents?: number;
  /** Default: 16 MiB. */
  readonly bytes?: number;
}

/** An open read. It keeps no database snapshot between batches unless it belongs to a transaction. */
export interface Cursor {
  /** The next documents (each its own memory) and whether the read is finished; `context` renews deadline and signal. */
  next(limit: BatchLimit, context?: OperationContext): Promise<{ readonly documents: RawDocument[]; readonly done: boolean }>;
  /** Forgets the read; harmless when repeated. */
  close(): void;
}

/** One statement of a list that failed, as `writeErrors` reports it. */
export interface WriteFailure {
  readonly index: number;
  readonly error: MongoError;
}

/** Result of {@link Engine.insert}. */
export interface InsertResult {
  readonly inserted: number;
  /** Empty when all went in; at most one when ordered. */
  readonly failures: readonly WriteFailure[];
}

/** One update statement. */
export interface UpdateSpec {
  readonly filter: Filter;
  readonly multi: boolean;
  /** Says how a document becomes another: its argument or null = no change. `_id` may not change (ImmutableField is thrown by the engine). */
  readonly transform: (document: RawDocument) => RawDocument | null;
  /** Present for upserts: the document to insert when nothing matched; the engine adds a missing `_id`. */
  readonly upsert?: () => RawDocument;
  /** Which one to take when `multi` is false. */
  readonly sort?: readonly SortField[];
  readonly hint?: Hint;
}

/** One delete statement. */
export interface DeleteSpec {
  readonly filter: Filter;
  readonly multi: boolean;
  readonly hint?: Hint;
}

/** Results of a list of statements by position, and the statements that failed (at most one when ordered). */
export interface StatementResults<T> {
  readonly results: ReadonlyMap<number, T>;
  readonly failures: readonly WriteFailure[];
}

/** Result of one statement of {@link Engine.update}. */
export interface UpdateResult {
  readonly matched: number;
  readonly modified: number;
  /** A document `{ _id }` of what was inserted. */
  readonly upserted?: RawDocument;
}

/** One findAndModify: exactly one of `transform` and `remove`. */
export interface FindAndModifySpec {
  readonly filter: Filter;
  readonly sort?: readonly SortField[];
  readonly hint?: Hint;
  readonly remove?: boolean;
  readonly transform?: (document: RawDocument) => RawDocument | null;
  readonly upsert?: () => RawDocument;
  /** Answer the document after the change instead of before. */
  readonly returnNew?: boolean;
}

/** Result of {@link Engine.findAndModify}; `value` is not projected. */
export interface FindAndModifyResult {
  readonly value: RawDocument | null;
  /** Documents matched (0 or 1), or 1 for an upsert. */
  readonly n: number;
  readonly updatedExisting: boolean;
  /** A document `{ _id }` of what was inserted. */
  readonly upserted?: RawDocument;
}

/** A multi-document transaction. After commit or abort every use fails with NoSuchTransaction. */
export interface Transaction {
  readonly state: 'open' | 'committed' | 'aborted';
  /** Resolves when its writes are durable; WriteConflict (TransientTransactionError) when it lost. Asked again, it answers the same. */
  commit(): Promise<void>;
  /** Forgets its writes; harmless when repeated. */
  abort(): void;
}

/** One moment of the store, held for reads until it is released; then they fail with SnapshotTooOld. */
export interface StoreSnapshot {
  /** Nothing was written since. */
  readonly current: boolean;
  /** Harmless when repeated. */
  release(): void;
}

/**
 * Storage with indexes, transactions and durability. Every promise of a write outside a transaction resolves when the
 * write would survive power loss. All failures are {@link MongoError}.
 */
export interface Engine {
  /** Opens a read; a missing collection reads as empty. */
  find(namespace: Namespace, spec: ReadSpec, context?: OperationContext): Cursor;
  /** Calls `visit` with every matching document in order; the bytes are only valid during the call. Return false to stop. */
  scan(
    namespace: Namespace,
    spec: ReadSpec,
    visit: (document: RawDocument) => boolean | undefined,
    context?: OperationContext,
  ): Promise<void>;
  count(namespace: Namespace, spec: ReadSpec, context?: OperationContext): Promise<number>;
  explain(namespace: Namespace, spec: ReadSpec, options: { readonly run: boolean; readonly count?: boolean }): Promise<PlanExplanation>;

  /** Adds documents (a missing `_id` is made, `_id` is moved to the front); creates the collection when missing. */
  insert(
    namespace: Namespace,
    documents: readonly RawDocument[],
    options: { readonly ordered: boolean },
    context?: OperationContext,
  ): Promise<InsertResult>;
  /** Carries out updates in their order, each made when it is its turn; what making it throws is its failure. Together they share commits. */
  update(
    namespace: Namespace,
    statements: readonly (() => UpdateSpec)[],
    options: { readonly ordered: boolean },
    context?: OperationContext,
  ): Promise<StatementResults<UpdateResult>>;
  /** Like {@link Engine.update}, for removals. */
  delete(
    namespace: Namespace,
    statements: readonly (() => DeleteSpec)[],
    options: { readonly ordered: boolean },
    context?: OperationContext,
  ): Promise<StatementResults<{ readonly deleted: number }>>;
  findAndModify(namespace: Namespace, spec: FindAndModifySpec, context?: OperationContext): Promise<FindAndModifyResult>;

  /** Makes an empty collection; NamespaceExists when there is one. */
  createCollection(namespace: Namespace, options?: ValidationOptions, context?: OperationContext): Promise<void>;
  /** Answers how the changed index was before. Throws NamespaceNotFound or IndexNotFound. */
  modifyCollection(namespace: Namespace, change: CollectionChange): Promise<{ readonly before?: IndexInfo }>;
  /** Also drops a view. Answers the number of indexes it had (a view has none), or null when there was no such collection. */
  dropCollection(namespace: Namespace): Promise<{ readonly indexes?: number } | null>;
  dropDatabase(db: string): Promise<void>;
  /** The view of that name; null when there is none. Reads of it are up to the caller, writes are refused. */
  view(namespace: Namespace): ViewDefinition | null;
  listViews(db: string): ReadonlyArray<ViewDefinition & { readonly name: string }>;
  /** Makes a view, or with `replace` changes one. Throws NamespaceExists, NamespaceNotFound or GraphContainsCycle. */
  putView(namespace: Namespace, definition: ViewDefinition, options: { readonly replace: boolean }): Promise<void>;
  renameCollection(from: Namespace, to: Namespace, options: { readonly dropTarget: boolean }): Promise<void>;
  /** Builds in the background; resolves when all are ready. Equal indexes that exist are passed over. A transaction may index only what it made. */
  createIndexes(
    namespace: Namespace,
    specs: readonly IndexSpec[],
    context?: OperationContext,
  ): Promise<{ readonly before: number; readonly after: number; readonly createdCollection: boolean }>;
  /** By name or key pattern, or `*` for all but `_id_`; answers how many there were before. */
  dropIndexes(namespace: Namespace, which: WhichIndexes): Promise<{ readonly before: number }>;
  /** Null when there is no such collection. */
  listIndexes(namespace: Namespace): readonly IndexInfo[] | null;
  listCollections(db: string, context?: OperationContext): readonly CollectionInfo[];
  listDatabases(): ReadonlyArray<{ readonly name: string; readonly bytes: number }>;
  /** Null when there is no such collection. */
  collectionStats(namespace: Namespace): CollectionStats | null;

  /** Starts a transaction: its reads see the moment of its first operation. */
  beginTransaction(options?: {
    /** Default 60,000. */
    readonly timeLimitMs?: number;
    /** Its commit is remembered under this key, in the same batch, for {@link Engine.isCommitted}. */
    readonly key?: RetryKey;
  }): Transaction;
  /** Holds the present moment for reads. */
  takeSnapshot(): StoreSnapshot;
  /** Was the transaction with this key committed, perhaps before a crash? */
  isCommitted(key: RetryKey): boolean;
  /** Forgets what was remembered for retries of these sessions. */
  forgetSessions(lsids: readonly string[]): void;
  /** Removes what has passed its time now, as the sweep does by itself. */
  expire(): Promise<void>;

  /** Writes a consistent copy of the whole store into the folder `path` (made when missing; must be empty), while writes go on. */
  backup(path: string): Promise<void>;
  check(): Promise<CheckReport>;
  /** The same for one collection; null when there is none. */
  checkCollection(namespace: Namespace): Promise<CollectionCheck | null>;
  stats(): EngineStats;
  /** Ends open transactions and cursors, lets queued writes finish, and closes the file. */
  close(): Promise<void>;
}

/** How to open an engine. */
export interface EngineOptions {
  /** The data folder; made when missing. The caller holds the folder's lock. */
  readonly folder: string;
  /** Milliseconds since 1970; for tests of TTL and time limits. Default `Date.now`. */
  readonly now?: () => number;
  /** Seconds between TTL sweeps. Default 60; 0 = never. */
  readonly ttlSweepSeconds?: number;
  /** Bytes that a sort may hold. Default 100 MiB. */
  readonly sortMemoryBytes?: number;
}
