import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { connectStore } from '../../src/store/connect-store.ts';
import { createServices } from '../../src/store/create-services.ts';
import { dropLease, holdLease } from '../../src/store/lease.ts';
import { useWorld } from '../world.ts';

const world = useWorld();

describe('transactions of the store', () => {
  it('people who change one row at the same moment all get their turn, and effects happen once each', async () => {
    const { counters } = world.store.models;
    await counters.create({ _id: 'shared', last: 0 });
    let effects = 0;
    let runs = 0;
    const add = () =>
      world.store.transaction(
        async (tx) => {
          runs += 1;
          tx.afterCommit(() => {
            effects += 1;
          });
          const row = await counters.findById('shared').session(tx.session).lean();
          await sleep(2);
          await counters.updateOne({ _id: 'shared' }, { $set: { last: (row?.last ?? 0) + 1 } }, { session: tx.session });
        },
        { attempts: 50 },
      );
    await Promise.all(Array.from({ length: 8 }, add));
    expect((await counters.findById('shared').lean())?.last).toBe(8);
    expect(effects).toBe(8);
    expect(runs).toBeGreaterThanOrEqual(8);
  });

  it('says that the race was lost when conflicts do not end', async () => {
    const { counters } = world.store.models;
    await counters.create({ _id: 'fought', last: 0 });
    const work = world.store.transaction(
      async (tx) => {
        await counters.findById('fought').session(tx.session).lean();
        await counters.updateOne({ _id: 'fought' }, { $inc: { last: 1 } });
        await counters.updateOne({ _id: 'fought' }, { $inc: { last: 100 } }, { session: tx.session });
      },
      { attempts: 3 },
    );
    await expect(work).rejects.toMatchObject({ code: 'LOST_RACE', status: 409 });
    expect((await counters.findById('fought').lean())?.last).toBe(3);
  });

  it('one server at a time holds a lease, and another gets it once it is given back', async () => {
    const otherStore = await connectStore(world.uri);
    try {
      const other = await createServices(otherStore);
      expect(await holdLease(world.services, 'job')).toBe(true);
      expect(await holdLease(other, 'job')).toBe(false);
      expect(await holdLease(world.services, 'job')).toBe(true);
      await dropLease(world.services, 'job');
      expect(await holdLease(other, 'job')).toBe(true);
      expect(await holdLease(world.services, 'job')).toBe(false);
    } finally {
      await otherStore.close();
    }
  });
});
