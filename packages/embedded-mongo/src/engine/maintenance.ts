import { inOneBatch } from './collections.ts';
import type { EngineParts } from './parts.ts';
import { forget } from './retry-memory.ts';
import type { Engine, EngineOptions } from './types.ts';

/** The format of the data folder that this version writes. */
export const formatVersion = 1;

/** The engine's housekeeping. */
export function createMaintenance(
  parts: EngineParts,
  _options: EngineOptions,
): Pick<Engine, 'explain' | 'forgetSessions' | 'backup' | 'check' | 'stats' | 'close'> {
  return {
    explain: () => Promise.reject(new Error('not yet')),
    forgetSessions: (lsids) => {
      void inOneBatch(parts, (writer) => {
        for (const lsid of lsids) forget(writer.view, { lsid });
      }).catch(() => undefined);
    },
    backup: () => Promise.reject(new Error('not yet')),
    check: () => Promise.reject(new Error('not yet')),
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
      for (const transaction of parts.open.transactions) transaction.abort();
      for (const cursor of parts.open.cursors) cursor.close();
      await parts.queue.drained();
      await parts.file.close();
    },
  };
}
