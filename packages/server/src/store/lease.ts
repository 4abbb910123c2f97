import { randomUUID } from 'node:crypto';
import { isDuplicateKey } from './database-errors.ts';
import type { Services } from './services.ts';

/** How long a lease lasts unless renewed, in ms. */
export const leaseMs = 5000;

/** This process, for leases. */
const owner = randomUUID();

/** Takes or renews the right to do a job alone; false while another server has it. Clocks of the servers may differ by less than a lease. */
export async function holdLease(services: Services, job: string): Promise<boolean> {
  const { leases } = services.store.models;
  const now = Date.now();
  const mine = { _id: job, $or: [{ owner }, { until: { $lt: new Date(now) } }] };
  try {
    const row = await leases
      .findOneAndUpdate(
        mine,
        { $set: { owner, until: new Date(now + leaseMs) }, $inc: { fence: 1 } },
        { upsert: true, returnDocument: 'after' },
      )
      .lean();
    return row?.owner === owner;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

/** Gives a lease back, so that another server need not wait for its end. */
export async function dropLease(services: Services, job: string): Promise<void> {
  await services.store.models.leases.deleteOne({ _id: job, owner });
}
