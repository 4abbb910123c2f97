import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { MongoError } from '../errors.ts';
import { openStoreFile, type StoreFile, storeFileName } from '../store/file.ts';
import { assertFormat, formatVersion, unreadable } from '../store/format.ts';
import { Catalog } from './catalog.ts';
import { Claims } from './claims.ts';
import { createCollections, emptyDiscarded } from './collections.ts';
import { createExplain } from './explain.ts';
import { HeldSnapshot } from './held-snapshot.ts';
import { build, createIndexing } from './indexes.ts';
import { createMaintenance } from './maintenance.ts';
import { createModifying } from './modify-collection.ts';
import type { EngineParts } from './parts.ts';
import { createReads } from './reads.ts';
import { recallCommit } from './retry-memory.ts';
import { OpenTransaction } from './transaction.ts';
import type { Engine, EngineOptions } from './types.ts';
import { createViews } from './view-definitions.ts';
import { WriteQueue } from './write-queue.ts';
import { createWrites } from './writes.ts';

/** MongoDB's transactionLifetimeLimitSeconds, in milliseconds. */
const transactionMs = 60_000;

/** Opens the data folder. Throws InternalError that says what to do when the file is torn, foreign or newer. */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  const catalog = new Catalog();
  const file = await openChecked(join(options.folder, storeFileName), catalog);
  const claims = new Claims();
  const parts: EngineParts = {
    file,
    catalog,
    claims,
    queue: new WriteQueue({ file, catalog, claims }),
    now: options.now ?? Date.now,
    sortMemoryBytes: options.sortMemoryBytes ?? 100 * 1024 * 1024,
    emptying: new Set(),
    open: { closing: false, cursors: new Set(), transactions: new Set(), snapshots: new Set() },
  };
  goOn(parts);
  const writes = createWrites(parts);
  return {
    ...createReads(parts),
    ...writes,
    ...createCollections(parts),
    ...createIndexing(parts),
    ...createModifying(parts),
    ...createViews(parts),
    ...createExplain(parts),
    ...createMaintenance(parts, { writes, ttlSweepSeconds: options.ttlSweepSeconds ?? 60 }),
    beginTransaction: ({ timeLimitMs = transactionMs, key } = {}) => new OpenTransaction(parts, { timeLimitMs, key }),
    takeSnapshot: () => new HeldSnapshot(parts),
    isCommitted: (key) => recallCommit(file.latest, key),
  };
}

async function openChecked(path: string, catalog: Catalog): Promise<StoreFile> {
  const file = await openFile(path);
  try {
    const format = catalog.load(file.latest);
    assertFormat(format ?? formatVersion, path);
    if (format === null) file.commit((view) => catalog.writeSettings(view));
    await file.flush();
    return file;
  } catch (error) {
    await file.close();
    throw error instanceof MongoError ? error : unreadable(path, `cannot be read (${String(error)})`);
  }
}

async function openFile(path: string): Promise<StoreFile> {
  try {
    return await openStoreFile(path);
  } catch (error) {
    if (error instanceof MongoError) throw error;
    throw unreadable(path, `cannot be opened (${error instanceof Error ? error.message : String(error)})`);
  }
}

/** Takes up what a stop or a crash left unfinished. */
function goOn(parts: EngineParts): void {
  emptyDiscarded(parts);
  for (const collection of parts.catalog.all()) {
    const unfinished = collection.indexes.filter(({ ready }) => !ready);
    if (unfinished.length > 0) void build(parts, collection, unfinished).catch(() => undefined);
  }
}
