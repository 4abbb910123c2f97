import { type Db, GridFSBucket } from 'mongodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startStore, type TestStore } from '../stores.ts';

let at: TestStore;
let db: Db;
let admin: Db;
beforeAll(async () => {
  at = await startStore();
  db = at.client.db('shop');
  admin = at.client.db('admin');
});
afterAll(() => at.close());

describe('a client that looks around', () => {
  test('finds a replica set of one member', async () => {
    const status = await admin.command({ replSetGetStatus: 1 });
    expect(status).toMatchObject({ set: 'embedded', myState: 1, members: [{ _id: 0, stateStr: 'PRIMARY', self: true }] });
    const { config } = await admin.command({ replSetGetConfig: 1 });
    expect(config).toMatchObject({ _id: 'embedded', members: [{ host: status.members[0].name }] });
    await expect(admin.command({ replSetInitiate: {} })).rejects.toMatchObject({ code: 23 });
  });

  test('finds no users, and may drop them all', async () => {
    expect(await db.command({ usersInfo: 1 })).toMatchObject({ users: [] });
    expect(await db.command({ dropAllUsersFromDatabase: 1, writeConcern: { w: 'majority' } })).toMatchObject({ n: 0 });
  });

  test('reads the parameters that there are', async () => {
    expect(await admin.command({ getParameter: 1, enableTestCommands: 1, nothing: 1 })).toMatchObject({ enableTestCommands: false });
    await expect(admin.command({ getParameter: 1, nothing: 1 })).rejects.toMatchObject({ code: 72 });
  });

  test('finds the profiler off and cannot turn it on', async () => {
    expect(await db.command({ profile: 0, slowms: 50 })).toMatchObject({ was: 0, slowms: 100, sampleRate: 1 });
    expect(await db.command({ profile: -1 })).toMatchObject({ was: 0, slowms: 50 });
    await expect(db.command({ profile: 2 })).rejects.toMatchObject({ code: 115 });
    await expect(db.command({ profile: 0, sampleRate: 2 })).rejects.toMatchObject({ code: 2 });
  });
});

test('a collection can be validated', async () => {
  await db.collection('valid').insertMany([{ n: 1 }, { n: [2, 3] }]);
  await db.collection('valid').createIndex({ n: 1 });
  expect(await db.command({ validate: 'valid', full: true })).toMatchObject({
    ns: 'shop.valid',
    valid: true,
    nrecords: 2,
    keysPerIndex: { _id_: 2, n_1: 3 },
    errors: [],
  });
  await expect(db.command({ validate: 'nothing' })).rejects.toMatchObject({ code: 26 });
});

test('the MD5 sum of a GridFS file can be asked for', async () => {
  const upload = new GridFSBucket(db, { chunkSizeBytes: 4 }).openUploadStream('greeting');
  upload.end('hello world');
  await new Promise((resolve) => upload.once('finish', resolve));
  expect(await db.command({ filemd5: upload.id, root: 'fs' })).toMatchObject({ numChunks: 3, md5: '5eb63bbbe01eeed093cb22bb8f5acdc3' });
  await db.collection('fs.chunks').deleteOne({ files_id: upload.id, n: 1 });
  await expect(db.command({ filemd5: upload.id, root: 'fs' })).rejects.toMatchObject({ code: 10040 });
});

test('an aggregation explains itself when asked in the old way, and writes show their stage', async () => {
  const explained = await db.command({ aggregate: 'valid', pipeline: [{ $match: { n: 1 } }], explain: true });
  expect(explained.queryPlanner.winningPlan).toMatchObject({ stage: 'FETCH', inputStage: { indexName: 'n_1' } });
  expect(explained.executionStats).toBeUndefined();
  const longer = [{ $match: { n: 1 } }, { $unwind: '$n' }, { $sort: { n: 1 } }];
  const { stages } = await db.command({ explain: { aggregate: 'valid', pipeline: longer, cursor: {} }, verbosity: 'queryPlanner' });
  expect(stages).toMatchObject([{ $cursor: { queryPlanner: {} } }, { $unwind: {} }, { $sort: {} }]);
  const all = await db.command({ explain: { delete: 'valid', deletes: [{ q: { n: 1 }, limit: 1 }] }, verbosity: 'allPlansExecution' });
  expect(all).toMatchObject({
    queryPlanner: { winningPlan: { stage: 'DELETE' } },
    executionStats: { allPlansExecution: [], nReturned: 0 },
  });
  const scanned = await db.command({ explain: { count: 'valid', query: { other: null } }, verbosity: 'executionStats' });
  expect(scanned.executionStats).toMatchObject({ nReturned: 0, totalKeysExamined: 0, totalDocsExamined: 2 });
  expect(await db.collection('valid').countDocuments()).toBe(2);
});

describe('a database', () => {
  test('of the server is always listed, and stays', async () => {
    const listed = await admin.admin().listDatabases({ nameOnly: true });
    expect(listed.databases.map(({ name }) => name)).toEqual(['admin', 'config', 'local', 'shop']);
    await expect(admin.command({ dropDatabase: 1 })).rejects.toMatchObject({ code: 20 });
  });

  test('is listed by its size', async () => {
    const { databases } = await admin.command({ listDatabases: 1, filter: { sizeOnDisk: { $gt: 0 } } });
    expect(databases).toMatchObject([{ name: 'shop', empty: false }]);
  });
});

describe('renaming a collection', () => {
  test('moves it between databases', async () => {
    await db.collection('moving').insertOne({ n: 1 });
    await admin.command({ renameCollection: 'shop.moving', to: 'attic.moved' });
    expect(await at.client.db('attic').collection('moved').countDocuments()).toBe(1);
    await at.client.db('attic').dropDatabase();
  });

  test.each([
    ['shop.valid', 20],
    ['shop.wei$rd', 20],
    ['shop.system.things', 20],
    ['shop', 73],
    ['shop.', 73],
  ])('to %s is refused', async (to, code) => {
    await expect(admin.command({ renameCollection: 'shop.valid', to })).rejects.toMatchObject({ code });
  });
});

describe('a collection name', () => {
  test.each([
    [{ find: 1 }, 2],
    [{ count: 1 }, 73],
    [{ find: '.things' }, 73],
    [{ insert: 'thi$ngs', documents: [{}] }, 73],
    [{ listIndexes: 'thi$ngs' }, 26],
    [{ drop: 'thi$ngs' }, 26],
    [{ killCursors: '', cursors: [] }, 73],
  ])('in %j is refused', async (command, code) => {
    await expect(db.command(command)).rejects.toMatchObject({ code });
  });

  test('may end in a dot', async () => {
    await db.collection('things.').insertOne({});
    expect(await db.collection('things.').countDocuments()).toBe(1);
  });
});
