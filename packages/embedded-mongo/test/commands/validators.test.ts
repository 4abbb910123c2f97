import type { Collection, Db, Document } from 'mongodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connect, startStore, type TestStore } from '../stores.ts';

type Person = { _id?: number; age?: number; name?: string; title?: string; from?: number; to?: number; seen?: Date | number };

let at: TestStore;
let db: Db;
let people: Collection<Person>;
beforeAll(async () => {
  at = await startStore();
  db = at.client.db('shop');
  people = db.collection('people');
});
afterAll(() => at.close());
beforeEach(async () => {
  await db.dropDatabase();
  await db.createCollection('people', { validator: { age: { $gte: 18 } } });
});
const refused = { code: 121, message: 'Document failed validation' };

describe('a validator', () => {
  test('lets no write through that it refuses, and says why', async () => {
    await people.insertOne({ _id: 1, age: 20 });
    await expect(people.insertOne({ _id: 2, age: 5 })).rejects.toMatchObject({
      ...refused,
      errInfo: {
        failingDocumentId: 2,
        details: { operatorName: '$gte', specifiedAs: { age: { $gte: 18 } }, reason: 'comparison failed', consideredValue: 5 },
      },
    });
    await expect(people.insertOne({ _id: 3 })).rejects.toMatchObject({ errInfo: { details: { reason: 'field was missing' } } });
    await expect(people.updateOne({ _id: 1 }, { $inc: { age: -10 } })).rejects.toMatchObject(refused);
    await expect(people.updateOne({ _id: 4 }, { $set: { age: 1 } }, { upsert: true })).rejects.toMatchObject(refused);
    await expect(people.findOneAndUpdate({ _id: 1 }, { $set: { age: 1 } })).rejects.toMatchObject({ code: 121 });
    expect(await people.find().toArray()).toEqual([{ _id: 1, age: 20 }]);
  });

  test('stops an ordered list at its first refusal, an unordered one nowhere', async () => {
    const documents = [{ age: 1 }, { age: 30 }];
    await expect(people.insertMany(documents.map((one) => ({ ...one })))).rejects.toMatchObject({
      code: 121,
      result: { insertedCount: 0 },
    });
    await expect(people.insertMany(documents, { ordered: false })).rejects.toMatchObject({ code: 121, result: { insertedCount: 1 } });
  });

  test('can be passed by', async () => {
    const bypassDocumentValidation = true;
    await people.insertOne({ _id: 1, age: 1 }, { bypassDocumentValidation });
    await people.updateOne({ _id: 1 }, { $set: { age: 2 } }, { bypassDocumentValidation });
    await people.findOneAndUpdate({ _id: 1 }, { $inc: { age: 1 } }, { bypassDocumentValidation });
    expect(await people.findOne()).toEqual({ _id: 1, age: 3 });
  });

  test('of level moderate leaves those alone that it refused before', async () => {
    await people.insertOne({ _id: 1, age: 1 }, { bypassDocumentValidation: true });
    await people.insertOne({ _id: 2, age: 20 });
    await db.command({ collMod: 'people', validationLevel: 'moderate' });
    await people.updateOne({ _id: 1 }, { $set: { name: 'Ann' } });
    await expect(people.updateOne({ _id: 2 }, { $set: { age: 1 } })).rejects.toMatchObject(refused);
  });

  test('that only warns, is off or is taken away, refuses nothing', async () => {
    for (const change of [
      { validationAction: 'warn' },
      { validationAction: 'error', validationLevel: 'off' },
      { validationLevel: 'strict', validator: {} },
    ]) {
      await db.command({ collMod: 'people', ...change });
      await people.insertOne({ age: 1 });
    }
    expect(await people.countDocuments()).toBe(3);
  });

  test('may be a JSON schema or an expression', async () => {
    await db.command({
      collMod: 'people',
      validator: { $jsonSchema: { required: ['name'], properties: { name: { bsonType: 'string' } } } },
    });
    await people.insertOne({ name: 'Ann' });
    await expect(people.insertOne({ title: 'Dr' })).rejects.toMatchObject({
      errInfo: {
        details: { operatorName: '$jsonSchema', schemaRulesNotSatisfied: [{ operatorName: 'required', missingProperties: ['name'] }] },
      },
    });
    await db.command({ collMod: 'people', validator: { $expr: { $lt: ['$from', '$to'] } } });
    await expect(people.insertOne({ from: 2, to: 1 })).rejects.toMatchObject({ errInfo: { details: { operatorName: '$expr' } } });
  });

  test('names the parts that are not fulfilled', async () => {
    await db.command({ collMod: 'people', validator: { age: { $gte: 18, $lt: 99 }, $or: [{ name: 'Ann' }, { name: 'Bob' }] } });
    const error = await people.insertOne({ age: 100, name: 'Cy' }).catch((refusal) => refusal);
    expect(error.errInfo.details).toMatchObject({
      operatorName: '$and',
      clausesNotSatisfied: [
        { index: 1, details: { operatorName: '$lt', consideredValue: 100 } },
        { index: 2, details: { operatorName: '$or', clausesNotSatisfied: [{ index: 0 }, { index: 1 }] } },
      ],
    });
  });

  test('is listed and survives a restart', async () => {
    const second = await startStore();
    await second.client.db('shop').createCollection('kept', { validator: { n: 1 }, validationLevel: 'moderate' });
    await second.client.close();
    await second.store.close();
    const again = await import('../../src/index.ts').then(({ startEmbeddedMongo }) => startEmbeddedMongo({ folder: second.folder }));
    const client = await connect(again.uri);
    const [listed] = await client.db('shop').listCollections().toArray();
    expect(listed).toMatchObject({ options: { validator: { n: 1 }, validationLevel: 'moderate' } });
    await expect(client.db('shop').collection('kept').insertOne({})).rejects.toMatchObject(refused);
    await client.close();
    await again.close();
    await second.close();
  });

  test.each([
    [{ validator: 5 }, 14],
    [{ validator: { n: { $nonsense: 1 } } }, 2],
    [{ validationLevel: 'some' }, 2],
  ])('is not made of %j', async (options, code) => {
    await expect(db.command({ create: 'other', ...options })).rejects.toMatchObject({ code });
  });
});

describe('collMod of an index', () => {
  beforeEach(async () => {
    await people.createIndex({ seen: 1 }, { name: 'seen', expireAfterSeconds: 100 });
  });

  test('hides it, shows it and sets its expiry', async () => {
    const change = (index: Document) => db.command({ collMod: 'people', index });
    expect(await change({ name: 'seen', hidden: true })).toMatchObject({ hidden_old: false, hidden_new: true });
    const plan = async () => (await people.find({ seen: 1 }).explain('queryPlanner')).queryPlanner.winningPlan.stage;
    expect(await plan()).toBe('COLLSCAN');
    expect(await change({ keyPattern: { seen: 1 }, hidden: false, expireAfterSeconds: 50 })).toMatchObject({
      expireAfterSeconds_old: 100,
      expireAfterSeconds_new: 50,
      hidden_new: false,
    });
    expect(await plan()).toBe('FETCH');
    expect((await people.indexes())[1]).toMatchObject({ expireAfterSeconds: 50 });
  });

  test.each([
    [{ name: 'nothing', hidden: true }, 27],
    [{ name: 'seen' }, 72],
    [{}, 72],
    [{ name: '_id_', hidden: true }, 2],
    [{ name: 'seen', nonsense: 1 }, 40415],
    [{ name: 'seen', expireAfterSeconds: -1 }, 72],
  ])('refuses %j', async (index, code) => {
    await expect(db.command({ collMod: 'people', index })).rejects.toMatchObject({ code });
  });
});
