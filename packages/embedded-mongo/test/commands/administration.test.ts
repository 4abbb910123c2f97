import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startStore, type TestStore } from '../stores.ts';

let at: TestStore;
beforeAll(async () => {
  at = await startStore();
});
afterAll(() => at.close());

const db = () => at.client.db('office');
const letters = () => db().collection('letters');

beforeEach(async () => {
  await db().dropDatabase();
  await letters().insertMany([{ to: 'Ada' }, { to: 'Bo' }]);
  await letters().createIndex({ to: 1 });
});

describe('an index', () => {
  const change = (index: object) => db().command({ collMod: 'letters', index });
  const winner = async () => (await letters().find({ to: 'Ada' }).explain('queryPlanner')).queryPlanner.winningPlan.stage;

  test('is hidden from plans and shown again', async () => {
    expect(await change({ name: 'to_1', hidden: true })).toMatchObject({ hidden_old: false, hidden_new: true });
    expect(await change({ name: 'to_1', hidden: true })).not.toHaveProperty('hidden_old');
    expect(await winner()).toBe('COLLSCAN');
    expect((await letters().indexes())[1]).toMatchObject({ name: 'to_1', hidden: true });
    await change({ keyPattern: { to: 1 }, hidden: false });
    expect(await winner()).toBe('FETCH');
  });

  test('remembers that it was asked for in the background, or not', async () => {
    await letters().createIndex({ at: 1 }, { background: true });
    await letters().createIndex({ from: 1 }, { background: false });
    expect((await letters().indexes()).slice(2)).toMatchObject([{ background: true }, { background: false }]);
  });

  test('gets another time to live', async () => {
    expect(await change({ name: 'to_1', expireAfterSeconds: 60 })).toMatchObject({ expireAfterSeconds_new: 60 });
    expect(await change({ name: 'to_1', expireAfterSeconds: 90 })).toMatchObject({
      expireAfterSeconds_old: 60,
      expireAfterSeconds_new: 90,
    });
  });

  test.each([
    [{ name: '_id_', hidden: true }, 2, "can't hide _id index"],
    [{ name: 'zz', hidden: true }, 27, 'cannot find index zz for ns office.letters'],
    [{ keyPattern: { zz: 1 }, hidden: true }, 27, 'cannot find index { zz: 1 } for ns office.letters'],
    [{ name: 'to_1' }, 72, 'no expireAfterSeconds, hidden, unique, or prepareUnique field'],
    [{ hidden: true }, 72, 'Must specify either index name or key pattern.'],
  ])('is not changed by %j', async (index, code, message) => {
    await expect(change(index)).rejects.toMatchObject({ code, message });
  });
});

test('a collection is validated', async () => {
  expect(await db().admin().command({ ping: 1 })).toMatchObject({ ok: 1 });
  expect(await db().command({ validate: 'letters' })).toMatchObject({
    valid: true,
    nrecords: 2,
    keysPerIndex: { _id_: 2, to_1: 2 },
    errors: [],
  });
  await expect(db().command({ validate: 'nothing' })).rejects.toMatchObject({ code: 26 });
});

test('tools learn the size of the data, the level of the profiler and the state of the set', async () => {
  expect(await db().command({ dataSize: 'office.letters' })).toMatchObject({ numObjects: 2 });
  expect(await db().profilingLevel()).toBe('off');
  await expect(db().setProfilingLevel('all')).rejects.toMatchObject({ code: 115 });
  expect(await db().admin().replSetGetStatus()).toMatchObject({ set: 'embedded', myState: 1, members: [{ stateStr: 'PRIMARY' }] });
});

test('a positional projection does not go with the changed document', async () => {
  await letters().insertOne({ pages: [1, 2] });
  const asked = letters().findOneAndUpdate(
    { pages: 2 },
    { $set: { read: true } },
    { projection: { 'pages.$': 1 }, returnDocument: 'after' },
  );
  await expect(asked).rejects.toMatchObject({ code: 2, message: 'cannot use a positional projection and return the new document' });
});

test('an aggregation tells its plan instead of its result when it is asked to', async () => {
  const asked = { aggregate: 'letters', pipeline: [{ $match: { to: 'Ada' } }], explain: true };
  expect(await db().command(asked)).toMatchObject({ queryPlanner: { winningPlan: { stage: 'FETCH' } } });
  expect(await db().command({ ...asked, cursor: {} })).not.toHaveProperty('cursor');
});

describe('a document over 16 MB', () => {
  const large = 'x'.repeat(16 * 1024 * 1024);

  test('is neither inserted nor made by an update', async () => {
    await expect(letters().insertOne({ large })).rejects.toMatchObject({
      code: 2,
      message: expect.stringContaining('object to insert too large'),
    });
    await expect(letters().updateOne({ to: 'Ada' }, { $set: { large } })).rejects.toMatchObject({
      code: 17419,
      message: 'Resulting document after update is larger than 16777216',
    });
    await expect(letters().updateOne({ to: 'Cy' }, { $set: { large } }, { upsert: true })).rejects.toMatchObject({
      code: 17420,
      message: 'Document to upsert is larger than 16777216',
    });
  });
});
