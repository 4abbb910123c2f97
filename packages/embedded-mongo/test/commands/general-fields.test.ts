import { type Document, Timestamp } from 'mongodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startStore, type TestStore } from '../stores.ts';
import { connectRaw, opMessage, type RawConnection, replyDocument } from '../wire/raw-connection.ts';

let at: TestStore;
let raw: RawConnection;
beforeAll(async () => {
  at = await startStore();
  raw = await connectRaw(at.store.uri);
});
afterAll(async () => {
  raw.close();
  await at.close();
});

/** By hand, because the driver would hide or mend what is asked here. */
async function ask(command: Document): Promise<Document> {
  return replyDocument(await raw.ask(opMessage({ ...command, $db: 'shop' })));
}

describe('a write concern', () => {
  test('of w: 0 is answered without telling what happened', async () => {
    const twice = { insert: 'quiet', documents: [{ _id: 1 }], writeConcern: { w: 0 } };
    expect(await ask(twice)).toMatchObject({ n: 0, ok: 1 });
    const second = await ask(twice);
    expect(second).toMatchObject({ n: 0, ok: 1 });
    expect(second.writeErrors).toBeUndefined();
    expect(await ask({ update: 'quiet', updates: [{ q: {}, u: { $set: { a: 1 } } }], writeConcern: { w: 0 } })).toMatchObject({
      nModified: 0,
    });
    expect(await ask({ count: 'quiet', query: { a: 1 } })).toMatchObject({ n: 1 });
  });

  test('of w: 0 with j is acknowledged all the same', async () => {
    expect(await ask({ insert: 'quiet', documents: [{ _id: 2 }], writeConcern: { w: 0, j: true } })).toMatchObject({ n: 1 });
  });

  test.each([
    [{ w: 2, wtimeout: 7 }, 100, { w: 2, wtimeout: 7, provenance: 'clientSupplied' }],
    [{ w: 'everywhere' }, 79, { w: 'everywhere', wtimeout: 0, provenance: 'clientSupplied' }],
    [{ w: { disk: 1 } }, 4, { w: { disk: 1 }, wtimeout: 0, provenance: 'clientSupplied' }],
  ])('of %j is written, and the answer says what cannot be promised', async (writeConcern, code, shown) => {
    const reply = await ask({ insert: 'wide', documents: [{}], writeConcern });
    expect(reply).toMatchObject({ n: 1, ok: 1, writeConcernError: { code, errInfo: { writeConcern: shown } } });
  });

  test.each([
    [{ w: 51 }, 9],
    [{ w: -1 }, 9],
    [{ w: true }, 9],
    [{ j: 'yes' }, 14],
    [{ j: true, fsync: true }, 9],
    [{ how: 'well' }, 40415],
  ])('of %j is refused before anything is written', async (writeConcern, code) => {
    expect(await ask({ insert: 'refused', documents: [{}], writeConcern })).toMatchObject({ ok: 0, code });
    expect(await ask({ count: 'refused' })).toMatchObject({ n: 0 });
  });

  test('is nothing for a command that only reads', async () => {
    for (const command of [{ find: 'wide' }, { count: 'wide' }, { ping: 1 }]) {
      expect(await ask({ ...command, writeConcern: { w: 1 } })).toMatchObject({
        code: 72,
        errmsg: 'Command does not support writeConcern',
      });
    }
  });
});

describe('a read concern', () => {
  test.each([
    [{ insert: 'things', documents: [{}] }, 'majority'],
    [{ listCollections: 1 }, 'majority'],
    [{ count: 'things' }, 'snapshot'],
    [{ ping: 1 }, 'linearizable'],
  ])('does not fit %j as %s', async (command, level) => {
    expect(await ask({ ...command, readConcern: { level } })).toMatchObject({ ok: 0, code: 72 });
  });

  test.each(['local', 'available', 'majority', 'linearizable', 'snapshot'])('of level %s fits a find', async (level) => {
    expect(await ask({ find: 'things', readConcern: { level } })).toMatchObject({ ok: 1 });
  });

  test.each([
    [{ level: 'some' }, 9],
    [{ level: 5 }, 14],
    [{ strength: 'high' }, 72],
    [{ afterClusterTime: 5 }, 14],
    [{ level: 'available', afterClusterTime: new Timestamp({ t: 1, i: 1 }) }, 72],
    [{ level: 'local', atClusterTime: new Timestamp({ t: 1, i: 1 }) }, 72],
    [{ level: 'snapshot', atClusterTime: new Timestamp({ t: 1, i: 1 }) }, 239],
    [{ afterClusterTime: new Timestamp({ t: 4_000_000_000, i: 1 }) }, 72],
  ])('of %j is refused', async (readConcern, code) => {
    expect(await ask({ find: 'things', readConcern })).toMatchObject({ ok: 0, code });
  });

  test('may ask for a time that the client was told before the server was started again', async () => {
    const clusterTime = new Timestamp({ t: Math.floor(Date.now() / 1000) + 100, i: 5 });
    const reply = await ask({ find: 'things', readConcern: { afterClusterTime: clusterTime }, $clusterTime: { clusterTime } });
    expect(reply.ok).toBe(1);
    expect(reply.operationTime.compare(clusterTime)).toBeGreaterThanOrEqual(0);
  });
});

describe('the stable API', () => {
  const strict = { apiVersion: '1', apiStrict: true };

  test.each([
    [{ apiVersion: '2' }, 322],
    [{ apiVersion: 1 }, 14],
    [{ apiStrict: true }, 4886600],
    [{ apiDeprecationErrors: true }, 4886600],
  ])('has no %j', async (api, code) => {
    expect(await ask({ find: 'things', ...api })).toMatchObject({ ok: 0, code });
  });

  test('takes the usual commands when it is strict', async () => {
    for (const command of [
      { ping: 1 },
      { find: 'things', hint: { _id: 1 } },
      { aggregate: 'things', pipeline: [], cursor: {} },
      { count: 'things' },
    ]) {
      expect(await ask({ ...command, ...strict })).toMatchObject({ ok: 1 });
    }
  });

  test.each([
    [{ distinct: 'things', key: 'a' }],
    [{ serverStatus: 1 }],
    [{ find: 'things', noCursorTimeout: true }],
    [{ aggregate: 'things', pipeline: [{ $indexStats: {} }], cursor: {} }],
    [{ findandmodify: 'things', query: {}, remove: true }],
  ])('refuses %j when it is strict', async (command) => {
    expect(await ask({ ...command, ...strict })).toMatchObject({ code: 323, codeName: 'APIStrictError' });
  });

  test('is the same for all commands of a transaction', async () => {
    const session = at.client.startSession();
    session.startTransaction();
    const db = at.client.db('shop');
    await db.command({ find: 'things', apiVersion: '1' }, { session });
    await expect(db.command({ find: 'things' }, { session })).rejects.toMatchObject({ code: 347, codeName: 'APIMismatchError' });
    await session.endSession();
  });
});

describe('let', () => {
  const shown = async (variables: Document, project: unknown) => {
    const reply = await ask({
      aggregate: 1,
      pipeline: [{ $documents: [{}] }, { $project: { shown: project } }],
      cursor: {},
      let: variables,
    });
    return reply.cursor?.firstBatch[0].shown ?? reply.code;
  };

  test('may compute, as long as no document is needed', async () => {
    expect(
      await shown({ sum: { $add: [1, 2] }, all: { $map: { input: [1, 2], in: { $multiply: ['$$this', 10] } } } }, ['$$sum', '$$all']),
    ).toEqual([3, [10, 20]]);
    expect(await shown({ luck: { $rand: {} } }, { $and: [{ $gte: ['$$luck', 0] }, { $lt: ['$$luck', 1] }] })).toBe(true);
    expect(await shown({}, { $type: '$$CLUSTER_TIME' })).toBe('timestamp');
  });

  test('may not read a field', async () => {
    expect(await shown({ x: '$price' }, 1)).toBe(4890500);
    expect(await shown({ x: '$$ROOT' }, 1)).toBe(4890500);
  });
});

test('a time limit is a whole number', async () => {
  expect(await ask({ find: 'things', maxTimeMS: 1.5 })).toMatchObject({ code: 2, errmsg: 'maxTimeMS has non-integral value' });
});

test("a collection of the server's own cannot be made", async () => {
  expect(await ask({ create: 'system.things' })).toMatchObject({ code: 73, errmsg: 'Invalid system namespace: shop.system.things' });
  const statement = { q: {}, u: { $set: { a: 1 } }, limit: 1 };
  for (const write of [
    { insert: 'system.things', documents: [{}] },
    { update: 'system.things', updates: [{ q: statement.q, u: statement.u }] },
    { delete: 'system.things', deletes: [{ q: statement.q, limit: statement.limit }] },
    { findAndModify: 'system.things', query: statement.q, update: statement.u },
  ]) {
    expect(await ask(write)).toMatchObject({ code: 73, errmsg: 'Invalid system namespace: shop.system.things' });
  }
});
