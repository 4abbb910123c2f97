import { serialize } from 'bson';
import { parseFilter } from '../query/parse-filter.ts';
import type { Filter } from '../query/types.ts';
import { inOneBatch } from './collections.ts';
import type { EngineParts } from './parts.ts';
import { forget } from './retry-memory.ts';
import type { Engine } from './types.ts';

/** How long a retryable write is remembered: MongoDB's session time-out, 30 minutes. */
const retryMemoryMs = 30 * 60_000;
const forgetAtOnce = 1000;

/** One round of what passes away with time: documents of TTL indexes, and memories of retryable writes. */
export async function expire(parts: EngineParts, engine: Pick<Engine, 'delete'>): Promise<void> {
  for (const collection of parts.catalog.all()) {
    for (const { name, key, expireAfterSeconds, ready, hidden, partial } of collection.indexes) {
      const [field] = key;
      if (expireAfterSeconds === undefined || !ready || !field) continue;
      const before = new Date(parts.now() - expireAfterSeconds * 1000);
      const past = parseFilter(serialize({ [field.path]: { $lt: before } }));
      const filter: Filter = partial ? { op: 'and', filters: [past, partial.filter] } : past;
      await engine.delete(collection.namespace, [() => ({ filter, multi: true, hint: hidden ? undefined : name })], { ordered: true });
    }
  }
  const old = { before: parts.now() - retryMemoryMs, limit: forgetAtOnce };
  while ((await inOneBatch(parts, (writer) => forget(writer.view, old))) === forgetAtOnce);
}
