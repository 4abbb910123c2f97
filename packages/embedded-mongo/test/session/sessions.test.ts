import { type ClientSession, type Collection, Long } from 'mongodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Cursors } from '../../src/session/cursors.ts';
import { connect, startStore, type TestStore } from '../stores.ts';
import { connectRaw, opMessage, replyDocument } from '../wire/raw-connection.ts';

let at: TestStore;
let things: Collection;
beforeAll(async () => {
  at = await startStore();
  things = at.client.db('shop').collection('things');
});
afterAll(() => at.close());
beforeEach(async () => {
  await things.deleteMany({});
});

function inTransaction<T>(work: (session: ClientSession) => Promise<T>): Promise<T> {
  return at.client.withSession((session) => session.withTransaction(work));
}

describe('a transaction', () => {
  test('shows its writes to others only after the commit', async () => {
    await inTransaction(async (session) => {
      await things.insertOne({ _id: 1 as never }, { session });
      expect(await things.findOne({}, { session })).toEqual({ _id: 1 });
      expect(await things.findOne({})).toBeNull();
    });
    expect(await things.countDocuments()).toBe(1);
  });

  test('leaves nothing behind when its work throws', async () => {
    await expect(
      inTransaction(async (session) => {
        await things.insertOne({ n: 1 }, { session });
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    expect(await things.countDocuments()).toBe(0);
  });

  test('that meets another one on a document is told to start again', async () => {
    await things.insertOne({ _id: 1 as never, n: 0 });
    const [first, second] = [at.client.startSession(), at.client.startSession()];
    first.startTransaction();
    second.startTransaction();
    await things.findOne({}, { session: second });
    await things.updateOne({ _id: 1 as never }, { $inc: { n: 1 } }, { session: first });
    await expect(things.updateOne({ _id: 1 as never }, { $inc: { n: 1 } }, { session: second })).rejects.toMatchObject({
      code: 112,
      errorLabels: expect.arrayContaining(['TransientTransactionError']),
    });
    await first.commitTransaction();
    await Promise.all([first.endSession(), second.endSession()]);
    expect(await things.findOne({})).toMatchObject({ n: 1 });
  });

  test('counts every increment of sixteen that run at once', async () => {
    await things.insertOne({ _id: 1 as never, n: 0 });
    const increment = () => inTransaction((session) => things.updateOne({ _id: 1 as never }, { $inc: { n: 1 } }, { session }));
    await Promise.all(Array.from({ length: 16 }, increment));
    expect(await things.findOne({})).toMatchObject({ n: 16 });
  });

  test('keeps a single write waiting no longer than the time it may take', async () => {
    await things.insertOne({ _id: 1 as never, n: 0 });
    const session = at.client.startSession();
    session.startTransaction();
    await things.updateOne({ _id: 1 as never }, { $inc: { n: 1 } }, { session });
    await expect(things.updateOne({ _id: 1 as never }, { $inc: { n: 10 } }, { maxTimeMS: 200 })).rejects.toMatchObject({ code: 50 });
    await session.commitTransaction();
    await session.endSession();
    expect(await things.findOne({})).toMatchObject({ n: 1 });
  });

  test('of a client whose connection is lost no longer holds its documents', async () => {
    await things.insertOne({ _id: 1 as never, n: 0 });
    const other = await connect(at.store.uri);
    const session = other.startSession();
    session.startTransaction();
    await other
      .db('shop')
      .collection('things')
      .updateOne({ _id: 1 as never }, { $set: { n: 5 } }, { session });
    await other.close(true);
    await things.updateOne({ _id: 1 as never }, { $inc: { n: 1 } }, { maxTimeMS: 5000 });
    expect(await things.findOne({})).toMatchObject({ n: 1 });
  });
});

test('a write that is sent twice with one number happens once', async () => {
  const raw = await connectRaw(at.store.uri);
  const { id } = replyDocument(await raw.ask(opMessage({ startSession: 1, $db: 'admin' }))).id;
  const command = {
    update: 'things',
    updates: [{ q: { _id: 1 }, u: { $inc: { n: 1 } }, upsert: true }],
    lsid: { id },
    txnNumber: Long.fromNumber(1),
    $db: 'shop',
  };
  const replies = [replyDocument(await raw.ask(opMessage(command))), replyDocument(await raw.ask(opMessage(command)))];
  expect(replies.map(({ n, upserted }) => ({ n, upserted }))).toEqual([
    { n: 1, upserted: [{ index: 0, _id: 1 }] },
    { n: 1, upserted: [{ index: 0, _id: 1 }] },
  ]);
  expect(await things.findOne({})).toEqual({ _id: 1, n: 1 });
  raw.close();
});

describe('a cursor', () => {
  test('gives everything in small batches, also what another connection asks for', async () => {
    await things.insertMany(Array.from({ length: 250 }, (_, n) => ({ n })));
    const found = await things.find({}, { batchSize: 7 }).sort({ n: 1 }).toArray();
    expect(found.map(({ n }) => n)).toEqual(Array.from({ length: 250 }, (_, n) => n));
  });

  test('is forgotten when the client closes it', async () => {
    await things.insertMany(Array.from({ length: 50 }, (_, n) => ({ n })));
    const cursor = things.find({}, { batchSize: 2 });
    await cursor.next();
    const id = cursor.id;
    await cursor.close();
    await expect(at.client.db('shop').command({ getMore: id, collection: 'things' })).rejects.toMatchObject({ code: 43 });
  });

  test('ends after ten idle minutes, unless it was asked to stay', async () => {
    let now = 0;
    const cursors = new Cursors(() => now);
    const source = { next: async () => ({ documents: [], done: false }), close: () => undefined };
    const open = (keep: boolean) =>
      cursors.add({ namespace: { db: 'shop', coll: 'things' }, name: 'shop.things', source, api: '{}', keep }).id;
    const [short, long] = [open(false), open(true)];
    now = 10 * 60_000 + 1;
    cursors.expire();
    expect(() => cursors.get(short)).toThrow('not found');
    expect(cursors.get(long).keep).toBe(true);
  });
});

test('a query that takes longer than its maxTimeMS is stopped', async () => {
  await things.insertMany(Array.from({ length: 1000 }, (_, n) => ({ n })));
  const slow = things.aggregate([{ $project: { m: { $range: [0, 500] } } }, { $unwind: '$m' }, { $group: { _id: '$m' } }], {
    maxTimeMS: 10,
  });
  await expect(slow.toArray()).rejects.toMatchObject({ code: 50 });
});
