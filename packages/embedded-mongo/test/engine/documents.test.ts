import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { filter, indexSpec, openShop, plain, raw, type Shop, things } from './engine-fixture.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

const numbered = (count: number) => Array.from({ length: count }, (_, i) => ({ _id: i, n: i % 10 }));

describe('documents', () => {
  it('come back in the order of insertion, whatever their ids', async () => {
    await shop.insert({ _id: 3 }, { _id: 1 }, { _id: 2 });
    expect(await shop.find()).toEqual([{ _id: 3 }, { _id: 1 }, { _id: 2 }]);
  });

  it('get an _id in front when they have none', async () => {
    await shop.engine.insert(things, [raw({ a: 1 }), raw({ b: 1, _id: 5 })], { ordered: true });
    const [first, second] = await shop.find();
    expect(Object.keys(first!)).toEqual(['_id', 'a']);
    expect(Object.keys(second!)).toEqual(['_id', 'b']);
  });

  it('are refused when their _id is taken, and say so as MongoDB does', async () => {
    await shop.insert({ _id: 1 });
    const { inserted, failures } = await shop.engine.insert(things, [raw({ _id: 2 }), raw({ _id: 1 }), raw({ _id: 3 })], { ordered: true });
    expect(inserted).toBe(1);
    expect(failures).toMatchObject([
      { index: 1, error: { code: 11000, message: 'E11000 duplicate key error collection: shop.things index: _id_ dup key: { _id: 1 }' } },
    ]);
    const unordered = await shop.engine.insert(things, [raw({ _id: 2 }), raw({ _id: 4 })], { ordered: false });
    expect(unordered.inserted).toBe(1);
    expect((await shop.find()).map(({ _id }) => _id)).toEqual([1, 2, 4]);
  });

  it('are changed, counted and deleted', async () => {
    await shop.insert(...numbered(500));
    expect(await shop.set({ n: 3 }, { hit: true })).toBe(50);
    expect(await shop.engine.count(things, { filter: filter({ hit: true }) })).toBe(50);
    expect(await shop.engine.count(things, { filter: filter() })).toBe(500);
    const { results } = await shop.engine.delete(things, [() => ({ filter: filter({ n: 3 }), multi: true })], { ordered: true });
    expect(results.get(0)).toEqual({ deleted: 50 });
    expect(await shop.engine.count(things, { filter: filter() })).toBe(450);
  });

  it('are all found when read in many small batches', async () => {
    await shop.insert(...numbered(100));
    expect(await shop.find({ n: { $lt: 5 } })).toHaveLength(50);
    expect(await shop.find({}, { skip: 10, limit: 25 })).toEqual(numbered(35).slice(10));
  });

  it('are sorted, skipped and limited', async () => {
    await shop.insert(...numbered(300));
    const sort = [
      { path: 'n', descending: true },
      { path: '_id', descending: false },
    ];
    const found = await shop.find({}, { sort, skip: 29, limit: 3 });
    expect(found).toEqual([
      { _id: 299, n: 9 },
      { _id: 8, n: 8 },
      { _id: 18, n: 8 },
    ]);
  });

  it('refuse a sort that needs too much memory', async () => {
    const small = await shop.reopen({ sortMemoryBytes: 2000 });
    shop = small;
    await shop.insert(...numbered(300));
    await expect(shop.find({}, { sort: [{ path: 'n', descending: false }] })).rejects.toMatchObject({ code: 292 });
    expect(await shop.find({}, { sort: [{ path: 'n', descending: false }], limit: 2 })).toHaveLength(2);
  });

  it('keep their _id', async () => {
    await shop.insert({ _id: 1 });
    await expect(shop.set({}, { _id: 2 })).rejects.toMatchObject({ codeName: 'ImmutableField' });
  });

  it('are still there after the engine was closed and opened', async () => {
    await shop.insert(...numbered(20));
    shop = await shop.reopen();
    expect(await shop.find()).toEqual(numbered(20));
    await shop.insert({ _id: 20, n: 0 });
    expect((await shop.find()).at(-1)).toEqual({ _id: 20, n: 0 });
    expect(await shop.engine.count(things, { filter: filter() })).toBe(21);
  });

  it('are upserted, and found and modified in one go', async () => {
    const upsert = () => raw({ name: 'new' });
    const transform = (document: Uint8Array) => raw({ ...plain(document), seen: true });
    const first = await shop.engine.findAndModify(things, { filter: filter({ name: 'new' }), transform, upsert });
    expect(first).toMatchObject({ value: null, n: 1, updatedExisting: false });
    const second = await shop.engine.findAndModify(things, { filter: filter({ name: 'new' }), transform, upsert, returnNew: true });
    expect(plain(second.value!)).toMatchObject({ name: 'new', seen: true });
    const sort = [{ path: '_id', descending: true }];
    await shop.insert({ _id: 'z' });
    const removed = await shop.engine.findAndModify(things, { filter: filter(), remove: true, sort });
    expect(plain(removed.value!)).toMatchObject({ name: 'new' });
  });

  it('are no longer read along an index that was dropped meanwhile', async () => {
    await shop.insert(...numbered(100));
    await shop.engine.createIndexes(things, [indexSpec({ n: 1 })]);
    const cursor = shop.engine.find(things, { filter: filter({ n: { $gt: 2 } }) });
    await cursor.next({ documents: 3 });
    await shop.engine.dropIndexes(things, { names: ['n_1'] });
    await expect(cursor.next({ documents: 3 })).rejects.toMatchObject({ codeName: 'QueryPlanKilled' });
  });

  it('stop being read when time is up or somebody asks', async () => {
    await shop.insert(...numbered(10));
    const signal = AbortSignal.abort();
    await expect(shop.set({}, { hit: true }, { signal })).rejects.toMatchObject({
      codeName: 'Interrupted',
    });
    await expect(shop.set({}, { hit: true }, { deadline: Date.now() - 1 })).rejects.toMatchObject({
      codeName: 'MaxTimeMSExpired',
    });
  });
});

describe('many writers', () => {
  it('are not kept waiting by a bulk', async () => {
    let bulk = true;
    const big = shop.engine
      .insert(
        things,
        numbered(60_000).map((one) => raw({ ...one, text: 'x'.repeat(300) })),
        { ordered: true },
      )
      .then(() => {
        bulk = false;
      });
    let between = 0;
    while (bulk) {
      await shop.insert({ _id: `small ${between}` });
      if (bulk) between++;
    }
    await big;
    expect(between).toBeGreaterThan(3);
    expect(await shop.engine.count(things, { filter: filter() })).toBeGreaterThan(60_000);
  });

  it('share commits', async () => {
    const before = shop.engine.stats();
    await Promise.all(Array.from({ length: 64 }, (_, i) => shop.insert({ _id: i })));
    const after = shop.engine.stats();
    expect(after.writes - before.writes).toBe(64);
    expect(after.batches - before.batches).toBeLessThan(10);
  });
});
