import type { ValidationOptions } from './definitions.ts';

/** One collection as listCollections reports it. */
export interface CollectionInfo {
  readonly name: string;
  /** 16 bytes. */
  readonly uuid: Uint8Array;
  readonly validation: ValidationOptions;
}

/** Sizes of a collection, in documents and bytes. */
export interface CollectionStats {
  readonly count: number;
  /** Sum of the documents' sizes. */
  readonly size: number;
  readonly indexes: ReadonlyArray<{ readonly name: string; readonly keys: number; readonly size: number }>;
}

/** The plan of a read, as `explain` shows it. */
export interface PlanExplanation {
  /** `queryPlanner.winningPlan` in MongoDB's shape (`stage`, `inputStage`, `indexName`, `indexBounds` …). */
  readonly winningPlan: Readonly<Record<string, unknown>>;
  readonly rejectedPlans: ReadonlyArray<Readonly<Record<string, unknown>>>;
  /** Present when asked to run it. */
  readonly execution?: {
    readonly nReturned: number;
    readonly executionTimeMillis: number;
    readonly totalKeysExamined: number;
    readonly totalDocsExamined: number;
  };
}

/** Result of the engine's check: empty `problems` means every index equals its rebuild. */
export interface CheckReport {
  readonly collections: number;
  readonly documents: number;
  readonly keys: number;
  readonly problems: readonly string[];
}

/** Result of checking one collection. */
export interface CollectionCheck {
  readonly documents: number;
  readonly indexes: ReadonlyArray<{ readonly name: string; readonly keys: number }>;
  readonly problems: readonly string[];
}

/** The store as a whole, in bytes and counts. */
export interface EngineStats {
  readonly fileBytes: number;
  readonly usedBytes: number;
  readonly databases: number;
  readonly collections: number;
  readonly documents: number;
  readonly formatVersion: number;
  readonly openTransactions: number;
  readonly openCursors: number;
  readonly batches: number;
  readonly writes: number;
}
