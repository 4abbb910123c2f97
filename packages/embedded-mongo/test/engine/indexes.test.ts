import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PlanExplanation } from '../../src/engine/types.ts';
import { fields, filter, indexSpec, openShop, type Plain, raw, type Shop, things } from './engine-fixture.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

const numbered = (count: number) => Array.from({ length: count }, (_, i) => ({ _id: i, n: i % 10, tags: [`t${i % 3}`, `u${i % 5}`] }));
const explain = (where: Plain, more: object = {}): Promise<PlanExplanation> =>
  shop.engine.explain(things, { filter: filter(where), ...more }, { run: true });

describe('an index', () => {
  it('finds what an $elemMatch within an $elemMatch says of the elements of elements', async () => {
    await shop.insert({ _id: 1, a: [[1, 2], [3]] }, { _id: 2, a: [5] });
    await shop.engine.createIndexes(things, [indexSpec({ a: 1 })]);
    for (const inner of [{ $gt: 1 }, { $eq: 2 }, { $in: [3] }])
      expect(await shop.find({ a: { $elemMatch: { $elemMatch: inner } } })).toMatchObject([{ _id: 1 }]);
  });

  it('refuses a second document with its unique value, naming the pattern and the value', async () => {
    await shop.engine.createIndexes(things, [indexSpec({ team: 1, email: -1 }, { unique: true })]);
    await shop.insert({ _id: 1, team: 1, email: 'a@b' }, { _id: 2, team: 2, email: 'a@b' });
    const { failures } = await shop.engine.insert(things, [raw({ _id: 3, team: 1, email: 'a@b' })], { ordered: true });
    expect(failures[0]!.error.message).toBe(
      'E11000 duplicate key error collection: shop.things index: team_1_email_-1 dup key: { team: 1, email: "a@b" }',
    );
    expect(failures[0]!.error.extra).toEqual({
      keyPattern: new Map([
        ['team', 1],
        ['email', -1],
      ]),
      keyValue: new Map<string, unknown>([
        ['team', 1],
        ['email', 'a@b'],
      ]),
    });
    await expect(shop.set({ _id: 2 }, { team: 1 })).rejects.toMatchObject({ code: 11000 });
    expect(await shop.set({ _id: 1 }, { email: 'b@b' })).toBe(1);
    expect(await shop.set({ _id: 2 }, { team: 1 })).toBe(1);
    expect((await shop.engine.check()).problems).toEqual([]);
  });

  it('that cannot be unique names the smallest value that two documents share', async () => {
    await shop.insert({ _id: 1, n: 5 }, { _id: 2, n: 3 }, { _id: 3, n: 5 }, { _id: 4, n: 3 });
    const refused = (key: Record<string, 1 | -1>) => shop.engine.createIndexes(things, [indexSpec(key, { unique: true })]);
    await expect(refused({ n: 1 })).rejects.toMatchObject({ code: 11000, extra: { keyValue: new Map([['n', 3]]) } });
    await expect(refused({ n: -1 })).rejects.toMatchObject({ code: 11000, extra: { keyValue: new Map([['n', 5]]) } });
    expect(shop.engine.listIndexes(things)?.map(({ name }) => name)).toEqual(['_id_']);
  });

  it('that is unique and sparse lets many documents be without the field', async () => {
    await shop.engine.createIndexes(things, [indexSpec({ keys: 1 }, { unique: true, sparse: true })]);
    await shop.insert({ _id: 1 }, { _id: 2 }, { _id: 3, keys: ['a', 'b'] });
    await expect(shop.insert({ _id: 4, keys: ['c', 'b'] })).rejects.toMatchObject({ code: 11000 });
    await shop.insert({ _id: 5, keys: [] });
    await expect(shop.insert({ _id: 6, keys: [] })).rejects.toMatchObject({ code: 11000 });
  });

  it('tells keys apart that are longer than the store takes', async () => {
    await shop.engine.createIndexes(things, [indexSpec({ text: 1 }, { unique: true }), indexSpec({ copy: 1 })]);
    const long = (end: string) => 'x'.repeat(5000) + end;
    await shop.insert({ _id: 1, text: long('b'), copy: long('b') }, { _id: 2, text: long('a'), copy: long('a') });
    await expect(shop.insert({ _id: 3, text: long('a') })).rejects.toMatchObject({ code: 11000 });
    expect(await shop.find({ copy: long('a') }, { project: () => raw({ ok: 1 }) })).toEqual([{ ok: 1 }]);
    expect((await shop.find({}, { sort: fields({ copy: 1 }) })).map(({ _id }) => _id)).toEqual([2, 1]);
    expect((await shop.find({ text: { $gt: long('a') } })).map(({ _id }) => _id)).toEqual([1]);
    await shop.engine.delete(things, [() => ({ filter: filter({ _id: 2 }), multi: false })], { ordered: true });
    await shop.insert({ _id: 3, text: long('a') });
    expect((await shop.engine.check()).problems).toEqual([]);
  });

  it('is built while others read and write, and misses nothing', async () => {
    await shop.insert(...numbered(5000));
    let building = true;
    const built = shop.engine.createIndexes(things, [indexSpec({ n: 1 }), indexSpec({ tags: 1 })]).then(() => {
      building = false;
    });
    let written = 0;
    while (building) {
      await shop.insert({ _id: 10_000 + written, n: 3 });
      await shop.set({ _id: written * 7 }, { n: 3 });
      expect(await shop.find({ _id: 4999 })).toHaveLength(1);
      written++;
    }
    await built;
    expect((await shop.engine.check()).problems).toEqual([]);
    const { winningPlan, execution } = await explain({ n: 3 });
    expect(winningPlan).toMatchObject({
      stage: 'FETCH',
      inputStage: { stage: 'IXSCAN', indexName: 'n_1', indexBounds: { n: ['[3, 3]'] } },
    });
    expect(execution!.nReturned).toBe((await shop.find({ n: 3 }, { hint: { natural: 1 } })).length);
  });

  it('that cannot be unique is not left behind', async () => {
    await shop.insert(...numbered(20));
    await expect(shop.engine.createIndexes(things, [indexSpec({ n: 1 }, { unique: true })])).rejects.toMatchObject({ code: 11000 });
    expect(shop.engine.listIndexes(things)!.map(({ name }) => name)).toEqual(['_id_']);
    await shop.insert({ _id: 20, n: 0 });
  });

  it('survives a restart with what it knows', async () => {
    await shop.engine.createIndexes(things, [
      indexSpec({ tags: -1 }, { partial: { raw: raw({ n: { $gt: 4 } }), filter: filter({ n: { $gt: 4 } }) } }),
    ]);
    await shop.insert(...numbered(50));
    shop = await shop.reopen();
    expect(shop.engine.listIndexes(things)).toMatchObject([{ name: '_id_' }, { name: 'tags_-1', multikey: true, ready: true }]);
    expect((await explain({ n: { $gt: 5 }, tags: 't1' })).winningPlan).toMatchObject({
      inputStage: { indexName: 'tags_-1', isPartial: true },
    });
    expect((await explain({ n: { $gt: 3 }, tags: 't1' })).winningPlan).toMatchObject({ stage: 'COLLSCAN' });
  });

  it('serves a page in its order without sorting, forwards and backwards, and several values side by side', async () => {
    await shop.insert(...numbered(200).map((one) => ({ ...one, at: 1000 - one._id })));
    await shop.engine.createIndexes(things, [indexSpec({ n: 1, at: -1 })]);
    for (const at of [1, -1] as const) {
      const sort = fields({ at });
      expect((await explain({ n: 3 }, { sort, limit: 5 })).execution).toMatchObject({ nReturned: 5, totalKeysExamined: 5 });
      const { winningPlan, execution } = await explain({ n: { $in: [1, 2, 3] } }, { sort, limit: 5 });
      expect(winningPlan).toMatchObject({ stage: 'LIMIT', inputStage: { stage: 'FETCH', inputStage: { stage: 'SORT_MERGE' } } });
      expect(execution).toMatchObject({ nReturned: 5, totalKeysExamined: 5 });
      const ats = (await shop.find({ n: { $in: [1, 2, 3] } }, { sort })).map((one) => one.at as number);
      expect(ats).toEqual([...ats].sort((a, b) => (a - b) * at));
    }
  });

  it('counts without looking at documents, and the branches of an $or each use theirs', async () => {
    await shop.insert(...numbered(100));
    await shop.engine.createIndexes(things, [indexSpec({ n: 1 }), indexSpec({ tags: 1 })]);
    const counted = await shop.engine.explain(things, { filter: filter({ n: { $gte: 2, $lt: 4 } }) }, { run: false, count: true });
    expect(counted.winningPlan).toMatchObject({ stage: 'COUNT', inputStage: { stage: 'COUNT_SCAN' } });
    expect(await shop.engine.count(things, { filter: filter({ n: { $gte: 2, $lt: 4 } }) })).toBe(20);
    const { winningPlan } = await explain({ $or: [{ n: 1 }, { tags: 't2' }] });
    expect(winningPlan).toMatchObject({ inputStage: { stage: 'OR', inputStages: [{ indexName: 'n_1' }, { indexName: 'tags_1' }] } });
    expect((await explain({ _id: 5 })).winningPlan).toEqual({ stage: 'IDHACK' });
  });

  it('is chosen by the fewer keys, or by a hint', async () => {
    await shop.insert(...Array.from({ length: 300 }, (_, i) => ({ _id: i, few: i, many: 1 })));
    await shop.engine.createIndexes(things, [indexSpec({ many: 1 }), indexSpec({ few: 1 })]);
    expect((await explain({ many: 1, few: 3 })).winningPlan).toMatchObject({ inputStage: { indexName: 'few_1' } });
    expect((await explain({ many: 1, few: 3 }, { hint: 'many_1' })).winningPlan).toMatchObject({ inputStage: { indexName: 'many_1' } });
    await expect(explain({}, { hint: 'none' })).rejects.toMatchObject({ codeName: 'BadValue' });
  });

  it('with a time to live takes documents out when their time has passed', async () => {
    let now = Date.parse('2026-01-01');
    shop = await shop.reopen({ now: () => now });
    await shop.engine.createIndexes(things, [indexSpec({ seen: 1 }, { expireAfterSeconds: 60 })]);
    await shop.insert({ _id: 1, seen: new Date(now) }, { _id: 2, seen: new Date(now + 50_000) }, { _id: 3 }, { _id: 4, seen: 'long ago' });
    now += 70_000;
    await shop.engine.expire();
    expect((await shop.find()).map(({ _id }) => _id)).toEqual([2, 3, 4]);
  });

  it('is refused when it nearly equals another', async () => {
    await shop.engine.createIndexes(things, [indexSpec({ a: 1 })]);
    await expect(shop.engine.createIndexes(things, [indexSpec({ b: 1 }, { name: 'a_1' })])).rejects.toMatchObject({
      codeName: 'IndexKeySpecsConflict',
    });
    await expect(shop.engine.createIndexes(things, [indexSpec({ a: 1 }, { name: 'other' })])).rejects.toMatchObject({
      codeName: 'IndexOptionsConflict',
    });
    expect(await shop.engine.createIndexes(things, [indexSpec({ a: 1 })])).toEqual({ before: 2, after: 2, createdCollection: false });
    expect(await shop.engine.dropIndexes(things, { key: fields({ a: 1 }) })).toEqual({ before: 2 });
    await expect(shop.engine.dropIndexes(things, { names: ['_id_'] })).rejects.toMatchObject({ codeName: 'InvalidOptions' });
    await expect(shop.engine.dropIndexes(things, { names: ['none'] })).rejects.toMatchObject({ codeName: 'IndexNotFound' });
  });
});
