import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { MongoError } from '../errors.ts';
import { storeFileName } from '../store/file.ts';
import { formatVersion } from '../store/format.ts';
import { checkAll, checkOne } from './check.ts';
import { inOneBatch } from './collections.ts';
import { expire } from './expiry.ts';
import type { EngineParts } from './parts.ts';
import { forget } from './retry-memory.ts';
import type { Engine } from './types.ts';

interface Options {
  readonly writes: Pick<Engine, 'delete'>;
  /** 0 = never. */
  readonly ttlSweepSeconds: number;
}

/** The engine's housekeeping. */
export function createMaintenance(
  parts: EngineParts,
  { writes, ttlSweepSeconds }: Options,
): Pick<Engine, 'forgetSessions' | 'expire' | 'backup' | 'check' | 'checkCollection' | 'stats' | 'close'> {
  const sweep = () => expire(parts, writes);
  const timer = ttlSweepSeconds > 0 ? setInterval(() => void sweep().catch(() => undefined), ttlSweepSeconds * 1000) : undefined;
  timer?.unref();
  return {
    forgetSessions: (lsids) => {
      void inOneBatch(parts, (writer) => {
        for (const lsid of lsids) forget(writer.view, { lsid });
      }).catch(() => undefined);
    },
    expire: sweep,
    backup: (path) => backup(parts, path),
    check: () => checkAll(parts),
    checkCollection: (namespace) => checkOne(parts, namespace),
    stats: () => ({
      ...parts.file.sizes(),
      databases: parts.catalog.names().length,
      collections: parts.catalog.all().length,
      documents: parts.catalog.all().reduce((sum, { count }) => sum + count, 0),
      formatVersion,
      openTransactions: parts.open.transactions.size,
      openCursors: parts.open.cursors.size,
      batches: parts.queue.done.batches,
      writes: parts.queue.done.jobs,
    }),
    close: async () => {
      clearInterval(timer);
      parts.open.closing = true;
      for (const transaction of parts.open.transactions) transaction.abort();
      for (const cursor of parts.open.cursors) cursor.close();
      for (const snapshot of parts.open.snapshots) snapshot.release();
      await parts.queue.drained();
      await parts.file.close();
    },
  };
}

async function backup(parts: EngineParts, folder: string): Promise<void> {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new MongoError('InvalidOptions', `${folder} is not empty: a backup needs a folder of its own`);
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const target = join(folder, storeFileName);
  await parts.file.copyTo(target);
  for (const path of [target, folder]) {
    const handle = await open(path, 'r');
    await handle.sync().finally(() => handle.close());
  }
}
