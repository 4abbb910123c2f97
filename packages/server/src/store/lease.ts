import { randomUUID } from 'node:crypto';
import { isDuplicateKey } from './database-errors.ts';
import type { Services } from './services.ts';

/** How long a lease lasts unless renewed, in ms. */
export const leaseMs = 5000;

/** Names of this process's stores as owners of leases. */
const owners = new WeakMap<Services['store'], string>();

/** Until when this process need not ask again, by job: half of a lease, so that nobody else can have taken it. */
const held = new WeakMap<Services['store'], Map<string, number>>();

/** Takes or renews the right to do a job alone; false while another server has it. Clocks of the servers may differ by less than a lease. */
export async function holdLease(services: Services, job: string): Promise<boolean> {
  const { leases } = services.store.models;
  const now = Date.now();
  const owner = ownerOf(services);
  const known = held.get(services.store) ?? new Map<string, number>();
  held.set(services.store, known);
  if ((known.get(job) ?? 0) > now) return true;
  const mine = { _id: job, $or: [{ owner }, { until: { $lt: new Date(now) } }] };
  try {
    const row = await leases
      .findOneAndUpdate(
        mine,
        { $set: { owner, until: new Date(now + leaseMs) }, $inc: { fence: 1 } },
        { upsert: true, returnDocument: 'after' },
      )
      .lean();
    if (row?.owner === owner) known.set(job, now + leaseMs / 2);
    return row?.owner === owner;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

/** Gives a lease back, so that another server need not wait for its end. */
export async function dropLease(services: Services, job: string): Promise<void> {
  held.get(services.store)?.delete(job);
  await services.store.models.leases.deleteOne({ _id: job, owner: ownerOf(services) });
}

function ownerOf({ store }: Services): string {
  const owner = owners.get(store) ?? randomUUID();
  owners.set(store, owner);
  return owner;
}
