import { describe, expect, it } from 'vitest';
import { connectStore } from '../../src/store/connect-store.ts';
import { createServices } from '../../src/store/create-services.ts';
import { write, writeOne } from '../../src/write/write.ts';
import { useWorld } from '../world.ts';

const world = useWorld();
const at = { app: 'crm', entity: 'customer' };
const create = (values: Record<string, unknown>, services = world.services) =>
  write(services, world.as.admin, { intents: [{ ...at, do: 'create', values }] });

describe('many writers at once', () => {
  it('sixteen writers lose no customer, double no number, and together are faster than one', async () => {
    const each = 8;
    await create({ name: '预热' });
    const alone = await perSecond(1, each * 2, '独');
    const together = await perSecond(16, each, '众');
    const stored = await world.services.catalogue.entity('crm', 'customer').records.find({}).lean();
    expect(stored).toHaveLength(1 + each * 2 + 16 * each);
    expect(new Set(stored.map((record) => record.f.no)).size).toBe(stored.length);
    expect(await world.store.models.changes.countDocuments({ subject: 'record' })).toBe(stored.length);
    expect(together).toBeGreaterThan(alone);
  });

  it('of sixty-four creates of one phone number exactly one wins; the others are told which field, and nothing more', async () => {
    const results = (
      await Promise.all(Array.from({ length: 64 }, (_, index) => create({ name: `争${index}`, phone: '138 1234 5678' })))
    ).flat();
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    for (const result of results) {
      if (result.ok) continue;
      expect(result.error).toMatchObject({ code: 'ALREADY_EXISTS', status: 409, details: [{ path: '/phone', code: 'DUPLICATE' }] });
      expect(JSON.stringify([result.error.message, result.error.params, result.error.details])).not.toMatch(
        /13812345678|争|keyValue|index|_id/,
      );
    }
  });

  it('holds across two server processes side by side', async () => {
    const otherStore = await connectStore(world.uri);
    try {
      const other = await createServices(otherStore, { now: () => world.clock.now });
      const both = [world.services, other];
      const results = (
        await Promise.all(
          Array.from({ length: 40 }, (_, index) => create({ name: '双机', phone: `1390000${1000 + (index % 20)}` }, both[index % 2])),
        )
      ).flat();
      expect(results.filter((result) => result.ok)).toHaveLength(20);
      expect(results.filter((result) => !result.ok && result.error.code !== 'ALREADY_EXISTS')).toEqual([]);
      const numbers = results.flatMap((result) => (result.ok ? [result.record.no] : []));
      expect(new Set(numbers).size).toBe(20);
    } finally {
      await otherStore.close();
    }
  });

  it('one bad write in a crowd spoils nobody else’s', async () => {
    const values = [{ name: '好' }, { name: '' }, { name: '也好' }, { noSuch: 1 }, { name: '好三', amount: 'x' }];
    const results = (await Promise.all(values.map((each) => create(each)))).flat();
    expect(results.map((result) => result.ok)).toEqual([true, false, true, false, false]);
  });

  it('sixteen people adding up one number by its version lose none of it', async () => {
    const { id } = await writeOne(world.services, world.as.admin, { intent: { ...at, do: 'create', values: { name: '累加', score: 0 } } });
    let done = 0;
    const add = async () => {
      for (let tries = 0; tries < 200; tries++) {
        const [now] = await world.services.catalogue.entity('crm', 'customer').records.find({ _id: id }).lean();
        const version = Math.max(1, now?.n.score ?? 1);
        const [result] = await write(world.services, world.as.admin, {
          intents: [{ ...at, do: 'update', id, values: { score: Number(now?.f.score) + 1 }, version }],
        });
        if (result?.ok) {
          done += 1;
          return;
        }
        expect(result?.error.code).toBe('STALE_VERSION');
      }
    };
    await Promise.all(Array.from({ length: 16 }, add));
    const [after] = await world.services.catalogue.entity('crm', 'customer').records.find({ _id: id }).lean();
    expect(after?.f.score).toBe(16);
    expect(done).toBe(16);
  });
});

async function perSecond(writers: number, each: number, name: string): Promise<number> {
  const started = performance.now();
  await Promise.all(
    Array.from({ length: writers }, async () => {
      for (let index = 0; index < each; index++)
        for (const result of await create({ name: `${name}${index}` })) expect(result.ok).toBe(true);
    }),
  );
  return (writers * each * 1000) / (performance.now() - started);
}
