import type { AppError, RecordData } from '@formwright/metadata';
import type { Receipt, Tx } from '../store/store.ts';

/** Where a record lives. */
export interface EntityRef {
  app: string;
  entity: string;
}

/** One wish to write one record. */
export type Intent = EntityRef &
  (
    | { do: 'create'; values: RecordData /** A 24-digit id that the caller made; one is made when left out. */; id?: string }
    /** `version`: the version the writer saw (If-Match); refused with STALE_VERSION when what it writes changed since. */
    | { do: 'update'; id: string; values: RecordData; version?: number }
    | { do: 'delete'; id: string; version?: number }
    | { do: 'restore'; id: string }
    /** Updates the one record whose field `by` has the value in `values`, or creates one. */
    | { do: 'upsert'; by: string; values: RecordData }
  );

/** What became of an intent. */
export type WriteResult =
  | {
      ok: true;
      id: string;
      /** As the writer may see it. */
      version: number;
      did: 'created' | 'updated' | 'unchanged' | 'deleted' | 'restored';
      /** The record as the writer may see it; the last state for a deleted one. */
      record: RecordData;
    }
  | { ok: false; error: AppError };

/** How intents are written. */
export interface WriteOptions {
  /** All or nothing; default false: each stands alone. Always so inside `tx`. */
  atomic?: boolean;
  /** The caller's transaction; the writes commit with it. Conflicts are then thrown for its owner to retry. */
  tx?: Tx;
  /** Told inside the transaction what became of the intents, unless all were refused or had to be tried one by one. */
  receipt?: Receipt<readonly WriteResult[]>;
  /** Kept on the changes, as the comment of a decision. */
  comment?: string;
}
