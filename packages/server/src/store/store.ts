import type { ClientSession, Connection, Model, mongo } from 'mongoose';
import type { Models } from './models/models.ts';
import type { StoredRecord } from './models/records.ts';

/** A transaction under way. Pass it to `write` to make writes part of it. */
export interface Tx {
  readonly session: ClientSession;
  /** Runs `effect` once after the commit; never when it is rolled back. */
  afterCommit(effect: () => void): void;
}

/** Keeps what a transaction came to as part of it, for who asks again after a crash; may run again with it. */
export type Receipt<T> = (tx: Tx, outcome: T) => Promise<void>;

/** How a transaction is tried. */
export interface TransactionOptions {
  /** How often a conflict is retried before LOST_RACE (409); default 12. */
  attempts?: number;
}

/** The database: models, record collections, files and transactions. */
export interface Store {
  readonly connection: Connection;
  readonly models: Models;
  /** Whether no other process writes to it: then every change is told by `onCommit`, and nothing need be looked for. */
  readonly alone: boolean;
  /** Bytes of files; what is known of them is in `models.files` under the same id. */
  readonly bytes: mongo.GridFSBucket;
  /** The collection of one entity by its internal id. */
  records(entityId: string): Model<StoredRecord>;
  /**
   * Commits what `work` does as one; `work` may run several times and must have no effects outside `tx`.
   * Conflicts and lost elections are retried with jitter. Throws AppError LOST_RACE when they do not end.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** Called soon after something was committed by this process; followers of the change log listen. */
  onCommit(listener: () => void): () => void;
  /** Tells the listeners of `onCommit`. */
  committed(): void;
  /** Called soon after changes got their place in the log, when this process gave it to them. */
  onSequenced(listener: () => void): () => void;
  /** Tells the listeners of `onSequenced`. */
  sequenced(): void;
  close(): Promise<void>;
}
