import { type Collection, type Document, Long } from 'mongodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startStore, type TestStore } from '../stores.ts';

let at: TestStore;
let things: Collection<{ _id: number; kind: string; size: number; tags: string[] }>;
beforeAll(async () => {
  at = await startStore();
  things = at.client.db('shop').collection('things');
  await things.insertMany(
    [1, 2, 3, 4, 5].map((n) => ({ _id: n, kind: n % 2 ? 'odd' : 'even', size: n * 10, tags: [`t${n}`, `t${n + 1}`] })),
  );
  await things.createIndex({ kind: 1, size: -1 }, { name: 'kinds' });
  await things.createIndex({ tags: 1 }, { name: 'tags' });
});
afterAll(() => at.close());
const ids = async (options: Document, filter: Document = {}) => (await things.find(filter, options).toArray()).map(({ _id }) => _id);

describe('min and max', () => {
  test('give the keys of the hinted index from one to before the other', async () => {
    expect(await ids({ min: { _id: 2 }, max: { _id: 4 }, hint: '_id_' })).toEqual([2, 3]);
    expect(await ids({ min: { _id: 4 }, hint: { _id: 1 }, sort: { _id: -1 } })).toEqual([5, 4]);
    expect(await ids({ min: { kind: 'even', size: 30 }, max: { kind: 'odd', size: 30 }, hint: 'kinds' })).toEqual([2, 5]);
    expect(await ids({ min: { tags: 't2' }, max: { tags: 't4' }, hint: 'tags' })).toEqual([1, 2, 3]);
  });

  test('leave the filter in force', async () => {
    expect(await ids({ min: { _id: 2 }, hint: '_id_' }, { kind: 'odd' })).toEqual([3, 5]);
  });

  test.each([
    [{ min: { _id: 2 } }, 51173],
    [{ min: { kind: 'odd' }, hint: 'kinds' }, 51174],
    [{ min: { size: 5, kind: 'odd' }, hint: 'kinds' }, 51174],
    [{ min: { _id: 4 }, max: { _id: 2 }, hint: '_id_' }, 51175],
    [{ min: { _id: 2 }, max: { size: 2 }, hint: '_id_' }, 51176],
    [{ min: { _id: 2 }, hint: { $natural: 1 } }, 291],
  ])('of %j are refused', async (options, code) => {
    await expect(ids(options)).rejects.toMatchObject({ code });
  });
});

describe('instead of documents, or beside them,', () => {
  test('the index keys can be shown', async () => {
    expect(await things.find({ kind: 'even' }, { returnKey: true }).toArray()).toEqual([
      { kind: 'even', size: 40 },
      { kind: 'even', size: 20 },
    ]);
    expect(await things.find({ tags: 't2' }, { returnKey: true }).toArray()).toEqual([{ tags: 't2' }, { tags: 't2' }]);
    expect(await things.find({ size: 10 }, { returnKey: true }).toArray()).toEqual([{}]);
  });

  test('the record ids can be shown', async () => {
    const shown = (options: Document) => things.find({}, { showRecordId: true, limit: 2, ...options }).toArray();
    expect(await shown({ projection: { size: 1 } })).toEqual([
      { _id: 1, size: 10, $recordId: 1 },
      { _id: 2, size: 20, $recordId: 2 },
    ]);
    expect(await shown({ projection: { _id: 0, size: 1 }, sort: { size: -1 } })).toEqual([
      { size: 50, $recordId: 5 },
      { size: 40, $recordId: 4 },
    ]);
  });
});

test.each([
  [{ awaitData: true }, 9],
  [{ tailable: true }, 2],
  [{ ntoreturn: 2 }, 5746102],
  [{ sort: { $natural: 1, _id: 1 } }, 2],
  [{ sort: { $natural: 1 }, hint: { _id: 1 } }, 2],
])('a find with %j is refused', async (options, code) => {
  await expect(at.client.db('shop').command({ find: 'things', ...options })).rejects.toMatchObject({ code });
});

describe('a pipeline may begin with a report', () => {
  const run = async (pipeline: Document[], target: string | 1 = 'things', db = 'shop') =>
    (await at.client.db(db).command({ aggregate: target, pipeline, cursor: {} })).cursor.firstBatch;

  test('on the indexes of a collection', async () => {
    const found = await run([{ $indexStats: {} }, { $sort: { name: -1 } }, { $limit: 1 }], 'things');
    expect(found).toMatchObject([{ name: 'tags', key: { tags: 1 }, spec: { v: 2, key: { tags: 1 }, name: 'tags' } }]);
  });

  test('on its size', async () => {
    expect(await run([{ $collStats: { count: {}, storageStats: {} } }])).toMatchObject([
      { ns: 'shop.things', count: 5, storageStats: { count: 5, nindexes: 3 } },
    ]);
    await expect(run([{ $collStats: { count: {} } }], 'nothing')).rejects.toMatchObject({ code: 26 });
    expect(await run([{ $limit: 1 }, { $unionWith: { coll: 'things', pipeline: [{ $collStats: { count: {} } }] } }])).toMatchObject([
      { _id: 1 },
      { count: 5 },
    ]);
  });

  test('on the sessions, and on what is going on', async () => {
    const session = at.client.startSession();
    await things.findOne({}, { session });
    const found = await run([{ $listLocalSessions: {} }, { $match: { '_id.id': session.id?.id } }], 1);
    expect(found).toHaveLength(1);
    await session.endSession();
    expect(await run([{ $currentOp: {} }, { $match: { 'command.aggregate': 1 } }], 1, 'admin')).toMatchObject([
      { active: true, op: 'command', ns: 'admin.$cmd.aggregate' },
    ]);
  });

  test.each([
    [{ $indexStats: { all: true } }, 'things', 28803],
    [{ $indexStats: {} }, 1, 73],
    [{ $collStats: { everything: {} } }, 'things', 40415],
    [{ $listLocalSessions: {} }, 'things', 73],
    [{ $listSessions: {} }, 'things', 73],
    [{ $currentOp: {} }, 1, 73],
    [{ $documents: [] }, 'things', 73],
  ] as const)('but not %j of %j', async (stage, target, code) => {
    await expect(run([stage], target)).rejects.toMatchObject({ code });
  });
});

test('the id of a cursor is a long', async () => {
  await expect(at.client.db('shop').command({ getMore: 5, collection: 'things' })).rejects.toMatchObject({ code: 14 });
  await expect(at.client.db('shop').command({ getMore: Long.fromNumber(5), collection: 'things' })).rejects.toMatchObject({ code: 43 });
});

describe('findAndModify that is wrong in several ways', () => {
  const wrong = {
    update: { $set: { a: 1 }, $inc: { a: 1 } },
    query: { a: { $ne: /x/ } },
    sort: { a: 5 },
    fields: { a: 1, b: 0 },
  };
  test.each([
    [['update', 'query', 'sort', 'fields'], 40],
    [['query', 'sort', 'fields'], 2],
    [['sort', 'fields'], 15975],
    [['fields'], 31254],
  ] as const)('names of the faults in %j the first, as MongoDB does', async (parts, code) => {
    const command = {
      findAndModify: 'things',
      update: { $set: { b: 1 } },
      ...Object.fromEntries(parts.map((part) => [part, wrong[part]])),
    };
    await expect(at.client.db('shop').command(command)).rejects.toMatchObject({ code });
  });

  test('names a wrong type before all others', async () => {
    const command = { findAndModify: 'things', ...wrong, fields: 3 };
    await expect(at.client.db('shop').command(command)).rejects.toMatchObject({ code: 14 });
  });
});
