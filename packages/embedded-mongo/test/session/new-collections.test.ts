import type { ClientSession, Db } from 'mongodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startStore, type TestStore } from '../stores.ts';

describe('a transaction that makes collections', () => {
  let at: TestStore;
  let db: Db;
  let session: ClientSession;
  beforeAll(async () => {
    at = await startStore();
  });
  afterAll(() => at.close());
  beforeEach(async () => {
    db = at.client.db('shop');
    await db.dropDatabase();
    await db.createCollection('old');
    session = at.client.startSession();
    session.startTransaction();
  });
  afterEach(() => session.endSession());
  const names = async () => (await db.listCollections().toArray()).map(({ name }) => name).sort();
  const index = (collection: string, unique = false) =>
    db.command({ createIndexes: collection, indexes: [{ key: { n: 1 }, name: 'n', unique }] }, { session });

  test('shows them to others with the commit', async () => {
    await db.createCollection('asked for', { session });
    await db.collection('needed').insertOne({ n: 1 }, { session });
    await db.collection('upserted').updateOne({ n: 1 }, { $set: { n: 1 } }, { upsert: true, session });
    expect(await names()).toEqual(['old']);
    await session.commitTransaction();
    expect(await names()).toEqual(['asked for', 'needed', 'old', 'upserted']);
    expect(await db.collection('needed').countDocuments()).toBe(1);
  });

  test('leaves none behind when it is aborted', async () => {
    await db.createCollection('asked for', { session });
    await db.collection('needed').insertOne({ n: 1 }, { session });
    await session.abortTransaction();
    expect(await names()).toEqual(['old']);
  });

  test('reads what it wrote to them, by their indexes too', async () => {
    await index('new', true);
    const made = db.collection<{ _id: number; n: number }>('new');
    await made.insertMany(
      [1, 2, 3].map((n) => ({ _id: n, n })),
      { session },
    );
    expect(
      await made
        .find({ n: { $gt: 1 } }, { session })
        .sort({ n: -1 })
        .toArray(),
    ).toEqual([
      { _id: 3, n: 3 },
      { _id: 2, n: 2 },
    ]);
    await expect(made.insertOne({ _id: 4, n: 1 }, { session })).rejects.toMatchObject({ code: 11000 });
  });

  test('may index what it made as long as it is empty, and nothing else', async () => {
    expect(await index('new')).toMatchObject({ numIndexesBefore: 1, numIndexesAfter: 2, createdCollectionAutomatically: true });
    await session.commitTransaction();
    expect((await db.collection('new').indexes()).map(({ name }) => name)).toEqual(['_id_', 'n']);
    session.startTransaction();
    await expect(index('old')).rejects.toMatchObject({ code: 263 });
    await session.abortTransaction();
    session.startTransaction();
    await db.collection('full').insertOne({ n: 1 }, { session });
    await expect(index('full')).rejects.toMatchObject({ code: 263 });
  });

  test.each([
    ['old', 263],
    ['seen', 166],
    ['system.new', 73],
    ['new', 68],
  ])('refuses an index of %j that is asked for twice for the first reason that MongoDB has', async (collection, code) => {
    await db.createCollection('seen', { viewOn: 'old', pipeline: [] });
    const asked = { key: { n: 1 }, name: 'n' };
    await expect(db.command({ createIndexes: collection, indexes: [asked, asked] }, { session })).rejects.toMatchObject({ code });
  });

  test('keeps their indexes true', async () => {
    await index('new', true);
    await db.collection('new').insertOne({ n: [1, 2] }, { session });
    await session.commitTransaction();
    expect((await at.store.check()).problems).toEqual([]);
    await expect(db.collection('new').insertOne({ n: 2 })).rejects.toMatchObject({ code: 11000 });
  });

  test('loses when another has made one of that name meanwhile', async () => {
    await db.collection('new').insertOne({ n: 1 }, { session });
    await db.collection('new').insertOne({ n: 2 });
    await expect(session.commitTransaction()).rejects.toMatchObject({ code: 112, errorLabels: ['TransientTransactionError'] });
    expect(await db.collection('new').distinct('n')).toEqual([2]);
  });

  test('does not see one that is younger than itself', async () => {
    await db.collection('old').findOne({}, { session });
    await db.collection('young').insertOne({ n: 1 });
    await expect(db.collection('young').findOne({}, { session })).rejects.toMatchObject({
      code: 246,
      errorLabels: ['TransientTransactionError'],
    });
  });

  test('is told when the name is taken', async () => {
    await expect(db.createCollection('old', { session })).rejects.toMatchObject({ code: 48 });
  });
});
