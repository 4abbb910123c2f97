import { holdLease } from '../store/lease.ts';
import { type Running, repeat } from '../store/repeat.ts';
import type { FileRow } from '../store/rows.ts';
import type { Services } from '../store/services.ts';
import { discardInstalls } from '../store/unfinished.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Removes, every ten minutes and on one server, what nobody needs any more: files no record took within 24 hours, kept answers older than that, ended sessions, installs whose process died. */
export function startSweep(services: Services, onError: (error: unknown) => void): Running {
  const round = async () => {
    if (await holdLease(services, 'sweep')) await sweep(services);
    return false;
  };
  return repeat(round, { everyMs: hourMs / 6, onError });
}

/** One sweep. */
export async function sweep(services: Services): Promise<void> {
  const { models } = services.store;
  const dayAgo = new Date(services.now() - dayMs);
  await sweepFiles(services, dayAgo);
  await models.idempotency.deleteMany({ at: { $lt: dayAgo } });
  await discardInstalls(services.store, new Date(services.now() - hourMs));
  await models.sessions.deleteMany({ expiresAt: { $lt: new Date(services.now()) } });
}

/** The row goes first, and only while nothing has claimed it; a write that claims it meanwhile keeps it. Lost bytes are found by the next sweep. */
async function sweepFiles({ store }: Services, before: Date): Promise<void> {
  const unclaimed = await store.models.files
    .find({ claim: null, at: { $lt: before } }, { _id: 1 })
    .limit(1000)
    .lean<Pick<FileRow, '_id'>[]>();
  for (const { _id } of unclaimed) {
    const { deletedCount } = await store.models.files.deleteOne({ _id, claim: null });
    if (deletedCount === 1) await store.bytes.delete(_id).catch(() => undefined);
  }
}
