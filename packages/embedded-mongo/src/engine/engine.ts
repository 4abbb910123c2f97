import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openStoreFile } from '../store/file.ts';
import { Catalog } from './catalog.ts';
import { Claims } from './claims.ts';
import { createCollections, emptyDiscarded } from './collections.ts';
import { build, createIndexing } from './indexes.ts';
import { createMaintenance } from './maintenance.ts';
import type { EngineParts } from './parts.ts';
import { createReads } from './reads.ts';
import { OpenTransaction } from './transaction.ts';
import type { Engine, EngineOptions } from './types.ts';
import { WriteQueue } from './write-queue.ts';
import { createWrites } from './writes.ts';

/** The store's file in the data folder. */
export const storeFileName = 'store.mdb';

/** MongoDB's transactionLifetimeLimitSeconds, in milliseconds. */
const transactionMs = 60_000;

/** Opens the data folder. Throws InternalError that says what to do when the file is torn, foreign or newer. */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  const file = openStoreFile(join(options.folder, storeFileName));
  const catalog = new Catalog();
  const claims = new Claims();
  catalog.load(file.latest);
  const parts: EngineParts = {
    file,
    catalog,
    claims,
    queue: new WriteQueue({ file, catalog, claims }),
    now: options.now ?? Date.now,
    sortMemoryBytes: options.sortMemoryBytes ?? 100 * 1024 * 1024,
    emptying: new Set(),
    open: { cursors: new Set(), transactions: new Set() },
  };
  goOn(parts);
  return {
    ...createReads(parts),
    ...createWrites(parts),
    ...createCollections(parts),
    ...createIndexing(parts),
    ...createMaintenance(parts, options),
    beginTransaction: ({ timeLimitMs = transactionMs } = {}) => new OpenTransaction(parts, timeLimitMs),
  };
}

/** Takes up what a stop or a crash left unfinished. */
function goOn(parts: EngineParts): void {
  emptyDiscarded(parts);
  for (const collection of parts.catalog.all()) {
    const unfinished = collection.indexes.filter(({ ready }) => !ready);
    if (unfinished.length > 0) void build(parts, collection, unfinished).catch(() => undefined);
  }
}
