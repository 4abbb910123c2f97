import type { StoreFile } from '../store/file.ts';
import type { Catalog } from './catalog.ts';
import type { Claims } from './claims.ts';
import type { WriteQueue } from './write-queue.ts';

/** What the parts of an engine share. */
export interface EngineParts {
  readonly file: StoreFile;
  readonly catalog: Catalog;
  readonly claims: Claims;
  readonly queue: WriteQueue;
  readonly now: () => number;
  readonly sortMemoryBytes: number;
  /** Trees that are being emptied in the background. */
  readonly emptying: Set<number>;
  /** What is open and ends with the engine, and whether it is closing. */
  readonly open: {
    closing: boolean;
    readonly cursors: Set<{ close(): void }>;
    readonly transactions: Set<{ abort(): void }>;
    readonly snapshots: Set<{ release(): void }>;
  };
}
