import type { Db, Document } from 'mongodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startStore, type TestStore } from '../stores.ts';

let at: TestStore;
let db: Db;
beforeAll(async () => {
  at = await startStore();
  db = at.client.db('shop');
});
afterAll(() => at.close());
beforeEach(() => db.dropDatabase());

const create = (...indexes: Document[]) => db.command({ createIndexes: 'things', indexes });
const listed = async () => (await db.collection('things').indexes()).slice(1);
const names = async () => (await listed()).map(({ name }) => name);

describe('an index', () => {
  test('is listed as it was asked for', async () => {
    await create(
      { key: { n: 5, m: -2.5 }, name: 'weighty', background: true },
      { key: { n: 1 }, name: 'plain', unique: false, sparse: false, v: 1 },
    );
    expect(await listed()).toEqual([
      { v: 2, key: { n: 5, m: -2.5 }, name: 'weighty', background: true },
      { v: 1, key: { n: 1 }, name: 'plain', sparse: false },
    ]);
  });

  test('differs from another by key pattern, unique, sparse and partial filter', async () => {
    const partialFilterExpression = { m: { $gt: 1 } };
    await create(
      { key: { n: 1 }, name: 'plain' },
      { key: { n: 2 }, name: 'weighty' },
      { key: { n: 1 }, name: 'unique', unique: true },
      { key: { n: 1 }, name: 'sparse', sparse: true },
      { key: { n: 1 }, name: 'partial', partialFilterExpression },
      { key: { n: 1 }, name: 'other partial', partialFilterExpression: { m: { $gt: 2 } } },
    );
    expect(await names()).toHaveLength(6);
    await expect(create({ key: { n: 1 }, name: 'again', partialFilterExpression })).rejects.toMatchObject({ code: 85 });
    expect(await create({ key: { n: 1 }, name: 'plain', hidden: true })).toMatchObject({ note: 'all indexes already exist' });
  });

  test.each([
    [{ key: { n: 1 }, name: 'n', unique: true }, 86],
    [{ key: { m: 1 }, name: 'n' }, 86],
    [{ key: { n: 1 }, name: 'n', expireAfterSeconds: 5 }, 85],
    [{ key: { n: 1 }, name: 'n2' }, 85],
    [{ key: { n: 1 }, name: 'n2', expireAfterSeconds: 5 }, 85],
  ])('that is there refuses %j', async (index, code) => {
    await create({ key: { n: 1 }, name: 'n' });
    await expect(create(index)).rejects.toMatchObject({ code });
  });

  test.each([
    [{ key: { n: 1 }, name: '' }, 67],
    [{ key: { n: 1 }, name: '*' }, 2],
    [{ key: { n: 1 }, name: 'n', v: 3 }, 67],
    [{ key: { n: 'hashed' }, name: 'n' }, 67],
    [{ key: { 'a..b': 1 }, name: 'n' }, 67],
    [{ key: { _id: -1 }, name: 'n' }, 2],
    [{ key: { _id: 1 }, name: 'n', unique: true }, 197],
    [{ key: { n: 1 }, name: 'n', nonsense: 1 }, 197],
    [{ key: { n: 1 }, name: 'n', expireAfterSeconds: 'soon' }, 67],
    [{ key: { n: 1 }, name: 'n', partialFilterExpression: { m: { $ne: 1 } } }, 67],
    [{ key: { n: 1 }, name: 'n', partialFilterExpression: { m: { $exists: false } } }, 67],
    [{ key: { n: 1 }, name: 'n', partialFilterExpression: { m: /x/ } }, 67],
    [{ key: { n: 1 }, name: 'n', partialFilterExpression: { m: { $all: [] } } }, 67],
    [{ key: { n: 1 }, name: 'n', partialFilterExpression: { $expr: { $eq: ['$a', 1] } } }, 224],
    [{ key: Object.fromEntries(Array.from({ length: 33 }, (_, i) => [`k${i}`, 1])), name: 'n' }, 13103],
  ])('is not made of %j', async (index, code) => {
    await expect(create(index)).rejects.toMatchObject({ code });
  });

  test('on _id is there already, whatever it is called', async () => {
    const note = 'all indexes already exist';
    expect(await create({ key: { _id: 1 }, name: 'mine' })).toMatchObject({
      createdCollectionAutomatically: true,
      numIndexesAfter: 1,
      note,
    });
    expect(await create({ key: { _id: 1 }, name: 'mine' })).toEqual(expect.not.objectContaining({ createdCollectionAutomatically: true }));
  });

  test('asked for twice is not made, and neither is the collection', async () => {
    const index = { key: { n: 1 }, name: 'n' };
    const ask = (coll: string) => db.command({ createIndexes: coll, indexes: [index, index] });
    await expect(ask('new')).rejects.toMatchObject({ code: 68 });
    expect(await db.listCollections({ name: 'new' }).toArray()).toEqual([]);
    await db.collection('filled').insertOne({ n: 1 });
    await expect(ask('filled')).rejects.toMatchObject({ code: 96 });
  });

  test('with unknown options is made where they may be passed over', async () => {
    await db.command({ createIndexes: 'things', indexes: [{ key: { n: 1 }, name: 'n', nonsense: 1 }], ignoreUnknownIndexOptions: true });
    expect(await listed()).toEqual([{ v: 2, key: { n: 1 }, name: 'n' }]);
  });

  test('waits for one member, not for more', async () => {
    const index = { key: { n: 1 }, name: 'n' };
    await expect(db.command({ createIndexes: 'things', indexes: [index], commitQuorum: 2 })).rejects.toMatchObject({ code: 278 });
    expect(await db.command({ createIndexes: 'things', indexes: [index], commitQuorum: 'majority' })).toMatchObject({
      commitQuorum: 'majority',
    });
  });
});

describe('dropping indexes', () => {
  beforeEach(() => create({ key: { n: 1 }, name: 'plain' }, { key: { n: 1 }, name: 'sparse', sparse: true }, { key: { m: 1 }, name: 'm' }));
  const drop = (index: unknown) => db.command({ dropIndexes: 'things', index });

  test('takes a name, names or a key pattern', async () => {
    await drop({ m: 1 });
    await drop(['plain']);
    await drop([]);
    expect(await names()).toEqual(['sparse']);
    await drop('*');
    expect(await names()).toEqual([]);
  });

  test.each([
    [{ n: 1 }, 181],
    [{}, 27],
    [{ m: -1 }, 27],
    ['nothing', 27],
    [['m', 'nothing'], 27],
    ['_id_', 72],
    [5, 14],
  ])('refuses %j', async (index, code) => {
    await expect(drop(index)).rejects.toMatchObject({ code });
    expect(await names()).toHaveLength(3);
  });
});
