import { Decimal128, type Document, Double, Long } from 'mongodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startStore, type TestStore } from '../stores.ts';
import { connectRaw, opMessage, type RawConnection, replyDocument } from '../wire/raw-connection.ts';

let at: TestStore;
let raw: RawConnection;
beforeAll(async () => {
  at = await startStore();
  raw = await connectRaw(at.store.uri);
  await at.client
    .db('shop')
    .collection('things')
    .insertOne({ a: [{ x: 1 }] });
  await at.client.db('shop').createCollection('shown', { viewOn: 'things', pipeline: [] });
});
afterAll(async () => {
  raw.close();
  await at.close();
});

/** By hand, because the driver would mend or refuse what is asked here. */
async function ask(command: Document): Promise<Document> {
  return replyDocument(await raw.ask(opMessage({ ...command, $db: 'shop' })));
}

const many = Object.fromEntries(Array.from({ length: 33 }, (_, i) => [`k${i}`, 1]));
const aggregate = { aggregate: 'things', pipeline: [], cursor: {} };
const create = { create: 'fresh' };
const build = (option: Document) => ({ createIndexes: 'things', indexes: [{ key: { z: 1 }, name: 'z_1', ...option }] });
const update = (statement: Document) => ({ update: 'things', updates: [{ q: {}, u: { $set: { a: 1 } }, ...statement }] });
const remove = (statement: Document) => ({ delete: 'things', deletes: [{ q: {}, limit: 1, ...statement }] });

describe('the whole command fails with', () => {
  test.each<[Document, number]>([
    [{ find: 'things', filter: null }, 14],
    [{ find: 'things', sort: null }, 14],
    [{ find: 'things', projection: null }, 14],
    [{ find: 'things', collation: null }, 14],
    [{ find: 'things', hint: null }, 9],
    [{ find: 'things', hint: 5 }, 9],
    [{ find: 'things', hint: { a: 1.5 } }, 2],
    [{ find: 'things', hint: { _id: '1' } }, 2],
    [build({ collation: {} }), 2],
    [{ find: 'things', singleBatch: 1 }, 14],
    [{ find: 'things', allowDiskUse: 'x' }, 14],
    [{ find: 'things', term: 'x' }, 14],
    [{ find: 'things', ntoreturn: -1 }, 51024],
    [{ find: 'things', maxTimeMS: null }, 2],
    [{ find: 'things', readConcern: null }, 9],
    [{ find: 'things', writeConcern: null }, 72],
    [{ find: 'things', collation: 5 }, 14],
    [{ find: 'things', collation: { locale: 'simple', bogus: 1 } }, 40415],
    [{ find: 'things', collation: { strength: 1 } }, 40414],
    [{ find: 'things', sort: many }, 13103],
    [{ find: 'things', sort: { a: 0.5 } }, 15975],
    [{ find: 'things', sort: { a: Decimal128.fromString('1.5') } }, 15975],
    [{ find: 'shown', projection: { a: { $elemMatch: { b: 1 } } } }, 168],
    [{ explain: { find: 'things', filter: null } }, 14],
    [{ count: 'things', let: {} }, 40415],
    [{ count: 'things', limit: 2.7 }, 9],
    [{ count: 'things', limit: null }, 2],
    [{ count: 'things', limit: Long.MIN_VALUE }, 2],
    [{ count: 'things', hint: '' }, 2],
    [{ ...aggregate, pipeline: null }, 14],
    [{ ...aggregate, cursor: null }, 14],
    [{ ...aggregate, explain: 1 }, 14],
    [{ ...aggregate, allowDiskUse: 5 }, 14],
    [{ ...aggregate, batchSize: 5 }, 40415],
    [{ ...aggregate, aggregate: 2 }, 9],
    [{ insert: 'things', documents: null }, 10065],
    [{ insert: 'things', documents: [{}], stmtIds: [] }, 16],
    [{ insert: 'things', documents: [{}], stmtIds: ['x'] }, 14],
    [{ insert: 'things', documents: [{}], writeConcern: null }, 14],
    [update({ u: null }), 9],
    [update({ u: 5 }), 9],
    [update({ u: [5] }), 14],
    [update({ u: [{}] }), 40323],
    [update({ u: [{ $bogus: 1 }] }), 40324],
    [update({ c: 5 }), 14],
    [update({ arrayFilters: [5] }), 14],
    [update({ arrayFilters: null }), 10065],
    [update({ hint: 5 }), 9],
    [update({ collation: 5 }), 14],
    [update({ sampleId: 1 }), 40415],
    [remove({ hint: null }), 9],
    [remove({ collation: 5 }), 14],
    [remove({ sampleId: 1 }), 40415],
    [{ findAndModify: 'things', query: {}, sort: { a: 'x' }, update: { $set: { a: 1 } } }, 15974],
    [{ ...create, temp: false }, 72],
    [{ ...create, idIndex: { key: { a: 1 }, name: 'a_1' } }, 2],
    [{ ...create, idIndex: { key: { _id: 1 } } }, 9],
    [{ ...create, idIndex: { key: { _id: 1 }, name: '_id_', sparse: true } }, 197],
    [{ ...create, viewOn: 'things', idIndex: { key: { _id: 1 }, name: '_id_' } }, 72],
    [{ ...create, storageEngine: 5 }, 14],
    [{ ...create, pipeline: null }, 10065],
    [{ ...build({}), commitQuorum: true }, 14],
    [{ ...build({}), commitQuorum: 51 }, 9],
    [{ listIndexes: 'things', cursor: { bogus: 1 } }, 40415],
    [{ listCollections: 1, nameOnly: 1 }, 14],
    [{ listCollections: 1, authorizedCollections: 'x' }, 14],
    [{ getMore: Long.fromNumber(5), collection: 'things', batchSize: 'x' }, 14],
    [{ collStats: 'things', scale: Number.NaN }, 2],
  ])('%j: %i', async (command, code) => {
    expect(await ask(command)).toMatchObject({ ok: 0, code });
  });
});

test.each<[Document, number]>([
  [{ arrayFilters: [{ $expr: { $eq: ['$e.x', 1] } }], u: { $set: { 'a.$[e].x': 1 } } }, 224],
  [{ arrayFilters: [{ $and: [{ $jsonSchema: {} }] }], u: { $set: { 'a.$[e].x': 1 } } }, 224],
  [{ c: { x: 1 } }, 51198],
  [{ collation: { bogus: 1 } }, 40415],
  [{ u: [{ $set: {} }, { $match: {} }] }, 72],
])('only the statement %j fails', async (statement, code) => {
  expect(await ask(update(statement))).toMatchObject({ ok: 1, writeErrors: [{ code }] });
});

describe('a read preference', () => {
  test.each<[unknown, number]>([
    [null, 14],
    [{}, 4],
    [{ mode: 5 }, 14],
    [{ mode: 'bogus' }, 2],
    [{ mode: 'primary', tags: [{ rack: '1' }] }, 2],
    [{ mode: 'nearest', tags: 5 }, 14],
    [{ mode: 'primary', maxStalenessSeconds: 90 }, 2],
    [{ mode: 'nearest', maxStalenessSeconds: 'x' }, 14],
    [{ mode: 'nearest', maxStalenessSeconds: -1 }, 2],
    [{ mode: 'nearest', maxStalenessSeconds: 5 }, 160],
    [{ mode: 'primary', hedge: {} }, 72],
    [{ mode: 'nearest', hedge: { bogus: 1 } }, 40415],
    [{ mode: 'nearest', maxStalenessSeconds: 90.5 }, 2],
    [{ mode: 'nearest', maxStalenessSeconds: null }, 14],
  ])('of %j is refused', async ($readPreference, code) => {
    expect(await ask({ ping: 1, $readPreference })).toMatchObject({ ok: 0, code });
  });

  test('that is well-formed changes nothing', async () => {
    for (const mode of ['primary', 'secondaryPreferred'])
      expect(await ask({ ping: 1, $readPreference: { mode } })).toMatchObject({ ok: 1 });
    const wide = { mode: 'nearest', tags: [{ rack: '1' }, {}], maxStalenessSeconds: 90, hedge: { enabled: true } };
    expect(await ask({ ping: 1, $readPreference: wide })).toMatchObject({ ok: 1 });
    expect(await ask({ ping: 1, $readPreference: { mode: 'primary', tags: [{}] } })).toMatchObject({ ok: 1 });
  });
});

describe('as in MongoDB, without a fault', () => {
  test('a direction may have a fraction, and any value stands behind $natural', async () => {
    await ask({ insert: 'rows', documents: [{ _id: 1 }, { _id: 2 }] });
    const ids = async (sort: Document) => (await ask({ find: 'rows', sort })).cursor.firstBatch.map(({ _id }: Document) => _id);
    expect([await ids({ _id: -1.5 }), await ids({ _id: 1.9 }), await ids({ _id: Decimal128.fromString('-1.2') })]).toEqual([
      [2, 1],
      [1, 2],
      [2, 1],
    ]);
    expect([await ids({ $natural: 2 }), await ids({ $natural: -7 }), await ids({ $natural: 'x' })]).toEqual([
      [1, 2],
      [2, 1],
      [1, 2],
    ]);
    expect((await ask({ find: 'rows', hint: { $natural: -0.5 } })).cursor.firstBatch).toEqual([{ _id: 1 }, { _id: 2 }]);
  });

  test('a sort is not looked at where one document is changed by its _id', async () => {
    const byId = { findAndModify: 'rows', query: { _id: 1 }, sort: { a: 'x' }, update: { $set: { seen: true } } };
    expect(await ask(byId)).toMatchObject({ value: { _id: 1 } });
    for (const more of [{ query: { _id: { $eq: 1 } } }, { fields: { seen: 1 } }, { hint: '_id_' }]) {
      expect(await ask({ ...byId, ...more })).toMatchObject({ code: 15974 });
    }
  });

  test('an index takes the options of other kinds of index', async () => {
    expect(await ask(build({ default_language: 'german', bits: 3, storageEngine: { wiredTiger: {} } }))).toMatchObject({ ok: 1 });
  });

  test('an option of create may be null or 0', async () => {
    expect(await ask({ create: 'plain', viewOn: null, capped: 0, size: null, idIndex: { key: { _id: 1 }, name: '_id_' } })).toMatchObject({
      ok: 1,
    });
  });

  test('a time to live that is no number is none or the longest, and a great one the longest', async () => {
    await ask({ createIndexes: 'notes', indexes: [{ key: { at: 1 }, name: 'at_1', expireAfterSeconds: Number.NaN }] });
    const life = async () => (await ask({ listIndexes: 'notes' })).cursor.firstBatch[1].expireAfterSeconds;
    expect(await life()).toBe(2_147_483_647);
    const change = (expireAfterSeconds: unknown) => ask({ collMod: 'notes', index: { name: 'at_1', expireAfterSeconds } });
    expect(await change(1e19)).toMatchObject({ ok: 1, expireAfterSeconds_new: 2_147_483_647 });
    expect(await change(new Double(Number.NaN))).toMatchObject({ ok: 1, expireAfterSeconds_new: 0 });
  });
});
