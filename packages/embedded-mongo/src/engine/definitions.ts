import type { Filter, SortField } from '../query/types.ts';
import type { RawDocument } from './types.ts';

/** One field of an index; `weight` is its direction as it was given where that is neither 1 nor -1. */
export interface IndexField extends SortField {
  readonly weight?: number;
}

/** One index as createIndexes asks for it (already checked for refused options). */
export interface IndexSpec {
  readonly name: string;
  readonly key: readonly IndexField[];
  /** Default 2; shown, without effect. */
  readonly version?: number | undefined;
  /** Shown as it was given, without effect. */
  readonly background?: boolean | undefined;
  readonly unique?: boolean;
  readonly sparse?: boolean;
  readonly hidden?: boolean;
  /** `partialFilterExpression` as raw BSON, with its compiled form. */
  readonly partial?: { readonly raw: RawDocument; readonly filter: Filter };
  /** Seconds; makes it a TTL index (single field). */
  readonly expireAfterSeconds?: number;
}

/** What the documents of a collection have to fulfil when they are written. */
export interface ValidationOptions {
  /** As raw BSON, with its compiled form. */
  readonly validator?: { readonly raw: RawDocument; readonly filter: Filter } | undefined;
  /** Default `strict`. `moderate`: updates of documents that do not fulfil it are let pass. */
  readonly level?: 'off' | 'strict' | 'moderate' | undefined;
  /** Default `error`. */
  readonly action?: 'error' | 'warn' | undefined;
}

/** A view: another collection, or view, seen through a pipeline. */
export interface ViewDefinition {
  /** Its name in the same database. */
  readonly on: string;
  readonly pipeline: readonly RawDocument[];
}

/** Which indexes to drop: all but `_id_`, or by name, or the one with this key pattern. */
export type WhichIndexes = '*' | { readonly names: readonly string[] } | { readonly key: readonly IndexField[] };

/** What to change about a collection or one of its indexes; what is absent stays. */
export interface CollectionChange {
  readonly validation?: ValidationOptions | undefined;
  readonly index?:
    | {
        readonly which: string | readonly IndexField[];
        readonly hidden?: boolean | undefined;
        readonly expireAfterSeconds?: number | undefined;
      }
    | undefined;
}

/** One index as it stands. */
export interface IndexInfo extends IndexSpec {
  /** False while it is being built. */
  readonly ready: boolean;
  readonly multikey: boolean;
}
