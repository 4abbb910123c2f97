import type { Db, Document } from 'mongodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startStore, type TestStore } from '../stores.ts';

type Order = { _id: number; by?: string; sum: number; parts?: number[] };

let at: TestStore;
let db: Db;
beforeAll(async () => {
  at = await startStore();
  db = at.client.db('shop');
});
afterAll(() => at.close());
beforeEach(async () => {
  await db.dropDatabase();
  await db
    .collection<Order>('orders')
    .insertMany([1, 2, 3, 4].map((n) => ({ _id: n, by: n % 2 ? 'ann' : 'bob', sum: n * 10, parts: [n, n + 1] })));
  await db.createCollection('big', {
    viewOn: 'orders',
    pipeline: [{ $match: { sum: { $gt: 10 } } }, { $set: { double: { $multiply: ['$sum', 2] } } }],
  });
});
const sums = (found: Document[]) => found.map(({ sum }) => sum);

describe('a view', () => {
  test('is read like a collection', async () => {
    const big = db.collection('big');
    expect(sums(await big.find().toArray())).toEqual([20, 30, 40]);
    const page = big
      .find({ double: { $gt: 40 } })
      .sort({ sum: -1 })
      .skip(1)
      .limit(1)
      .project({ _id: 0, double: 1 });
    expect(await page.toArray()).toEqual([{ double: 60 }]);
    expect(await big.countDocuments({ by: 'bob' })).toBe(2);
    expect(await big.estimatedDocumentCount()).toBe(3);
    expect((await big.distinct('parts', { by: 'ann' })).sort()).toEqual([3, 4]);
    expect(await big.aggregate([{ $group: { _id: '$by', sum: { $sum: '$double' } } }, { $sort: { _id: 1 } }]).toArray()).toEqual([
      { _id: 'ann', sum: 60 },
      { _id: 'bob', sum: 120 },
    ]);
  });

  test('comes in batches under its own name', async () => {
    const { cursor } = await db.command({ find: 'big', batchSize: 1 });
    expect(cursor).toMatchObject({ ns: 'shop.big', firstBatch: [{ _id: 2 }] });
    expect(await db.collection('big').find({}, { batchSize: 1 }).toArray()).toHaveLength(3);
  });

  test('uses the indexes of what it shows', async () => {
    await db.collection('orders').createIndex({ by: 1 });
    const { stages } = await db.command({ explain: { find: 'big', filter: { by: 'ann' } }, verbosity: 'queryPlanner' });
    expect(stages[0].$cursor.queryPlanner).toMatchObject({ namespace: 'shop.orders', winningPlan: { inputStage: { indexName: 'by_1' } } });
  });

  test('may stand on another view, and on nothing', async () => {
    await db.createCollection('biggest', { viewOn: 'big', pipeline: [{ $sort: { sum: -1 } }, { $limit: 1 }] });
    expect(sums(await db.collection('biggest').find().toArray())).toEqual([40]);
    await db.createCollection('empty', { viewOn: 'nothing', pipeline: [] });
    expect(await db.collection('empty').find().toArray()).toEqual([]);
    expect(await db.collection('empty').estimatedDocumentCount()).toBe(0);
  });

  test('can be joined, united and walked through', async () => {
    const orders = db.collection('orders');
    const first = { $match: { _id: 2 } };
    const joined = await orders.aggregate([first, { $lookup: { from: 'big', localField: 'by', foreignField: 'by', as: 'all' } }]).toArray();
    expect(sums(joined[0]?.all)).toEqual([20, 40]);
    const pipeline = [{ $sort: { sum: -1 } }, { $limit: 1 }];
    expect(sums(await orders.aggregate([first, { $unionWith: { coll: 'big', pipeline } }]).toArray())).toEqual([20, 40]);
    const walk = { from: 'big', startWith: 2, connectFromField: 'parts', connectToField: '_id', as: 'found' };
    const walked = await orders.aggregate([first, { $graphLookup: walk }]).toArray();
    expect(sums(walked[0]?.found).sort()).toEqual([20, 30, 40]);
  });

  test('shows a transaction what it wrote', async () => {
    const session = at.client.startSession();
    session.startTransaction();
    await db.collection<Order>('orders').insertOne({ _id: 9, sum: 90 }, { session });
    expect(await db.collection('big').countDocuments({ sum: 90 }, { session })).toBe(1);
    await session.abortTransaction();
    await session.endSession();
  });

  test.each([
    { insert: 'big', documents: [{}] },
    { update: 'big', updates: [{ q: {}, u: { $set: { a: 1 } } }] },
    { delete: 'big', deletes: [{ q: {}, limit: 0 }] },
  ])('is not written: %j', async (command) => {
    expect(await db.command(command)).toMatchObject({ n: 0, writeErrors: [{ code: 166 }] });
  });

  test.each([
    { insert: 'system.views', documents: [{ _id: 'shop.bad', viewOn: 5 }] },
    { update: 'system.views', updates: [{ q: {}, u: { $set: { viewOn: 'big' } } }] },
    { delete: 'system.views', deletes: [{ q: {}, limit: 0 }] },
    { findAndModify: 'system.views', query: {}, remove: true },
  ])('is changed by its commands only, not by %j', async (command) => {
    await expect(db.command(command)).rejects.toMatchObject({ code: 73 });
    expect(sums(await db.collection('big').find().toArray())).not.toEqual([]);
  });

  test.each([
    { findAndModify: 'big', query: {}, remove: true },
    { createIndexes: 'big', indexes: [{ key: { a: 1 }, name: 'a' }] },
    { listIndexes: 'big' },
    { collStats: 'big' },
    { validate: 'big' },
  ])('has nothing for %j', async (command) => {
    await expect(db.command(command)).rejects.toMatchObject({ code: 166 });
  });

  test.each([{ min: { _id: 1 }, hint: { _id: 1 } }, { returnKey: true }, { singleBatch: true }])(
    'is not found with %j',
    async (options) => {
      await expect(db.command({ find: 'big', ...options })).rejects.toMatchObject({ code: 168 });
    },
  );

  test('is listed, changed and dropped', async () => {
    const [listed] = await db.listCollections({ name: 'big' }).toArray();
    expect(listed).toMatchObject({ type: 'view', options: { viewOn: 'orders', pipeline: [{ $match: { sum: { $gt: 10 } } }, {}] } });
    await db.command({ collMod: 'big', viewOn: 'orders', pipeline: [{ $match: { sum: 10 } }] });
    expect(sums(await db.collection('big').find().toArray())).toEqual([10]);
    expect(await db.command({ dbStats: 1 })).toMatchObject({ views: 1 });
    await db.collection('big').drop();
    expect(await db.listCollections({ type: 'view' }).toArray()).toEqual([]);
    await expect(db.command({ drop: 'big' })).rejects.toMatchObject({ code: 26 });
  });

  test('keeps its name to itself', async () => {
    await expect(db.createCollection('big')).rejects.toMatchObject({ code: 48 });
    await expect(db.createCollection('orders', { viewOn: 'big', pipeline: [] })).rejects.toMatchObject({ code: 48 });
    await expect(db.collection('orders').rename('big', { dropTarget: true })).rejects.toMatchObject({ code: 48 });
    await expect(db.collection('big').rename('large')).rejects.toMatchObject({ code: 166 });
  });

  test.each([
    [{ viewOn: 'itself', pipeline: [] }, 5],
    [{ viewOn: '', pipeline: [] }, 2],
    [{ viewOn: 'orders', pipeline: [{ $nonsense: 1 }] }, 40324],
    [{ viewOn: 'orders', pipeline: [{ $documents: [] }] }, 73],
    [{ pipeline: [] }, 72],
  ])('is not made of %j', async (options, code) => {
    await expect(db.command({ create: 'itself', ...options })).rejects.toMatchObject({ code });
  });

  test('that joins itself ends with an error', async () => {
    const pipeline = [{ $lookup: { from: 'mirror', pipeline: [], as: 'mirrored' } }];
    await db.createCollection('mirror', { viewOn: 'orders', pipeline });
    await expect(db.collection('mirror').find().toArray()).rejects.toMatchObject({ code: 165 });
  });
});
