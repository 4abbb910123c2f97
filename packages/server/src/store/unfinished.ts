import type { AppRow } from './models/apps.ts';
import type { Store } from './store.ts';

/** Takes an install that did not come to its end out of the database, collections and all; false when it did come to its end. */
export async function discardInstall(store: Store, row: Pick<AppRow, '_id' | 'entities'>): Promise<boolean> {
  const { apps, counters, bin } = store.models;
  // From here on it cannot become visible any more; a crash below is met by the next sweep.
  const { matchedCount } = await apps.updateOne(
    { _id: row._id, state: { $in: ['installing', 'discarded'] } },
    { $set: { state: 'discarded' } },
  );
  if (matchedCount === 0) return false;
  for (const { id } of row.entities) {
    await store.records(id).collection.drop().catch(ignoreMissing);
    await counters.deleteMany({ _id: { $gte: `${id}:`, $lt: `${id};` } });
    await bin.deleteMany({ entity: id });
  }
  await apps.deleteOne({ _id: row._id });
  return true;
}

/** Discards installs that began before a moment and never ended: their process died. */
export async function discardInstalls(store: Store, before: Date): Promise<void> {
  const left = await store.models.apps.find({ $or: [{ state: 'discarded' }, { state: 'installing', createdAt: { $lt: before } }] }).lean();
  for (const row of left) await discardInstall(store, row);
}

/** Clears away what a crash left behind, when no other server can be at work on this database: half installs, keys of calls that never answered, leases of the process that died. */
export async function clearAfterCrash(store: Store): Promise<void> {
  await discardInstalls(store, new Date(8.64e15));
  await store.models.idempotency.deleteMany({ state: 'running' });
  await store.models.leases.deleteMany({});
}

function ignoreMissing(error: unknown): void {
  const namespaceMissing = 26;
  if (typeof error !== 'object' || error === null || !('code' in error) || error.code !== namespaceMissing) throw error;
}
