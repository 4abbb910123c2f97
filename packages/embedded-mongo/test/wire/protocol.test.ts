import { connect as connectSocket } from 'node:net';
import { BSON, Long } from 'mongodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { crc32c } from '../../src/wire/crc32c.ts';
import { startStore, type TestStore } from '../stores.ts';
import { connectRaw, opMessage, opQuery, type RawConnection, replyDocument } from './raw-connection.ts';

describe('a client that speaks the protocol by hand', () => {
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
  const ask = async (...message: Parameters<typeof opMessage>) => replyDocument(await raw.ask(opMessage(...message)));

  test('is told that this is the primary of a replica set of version 6.0', async () => {
    const hello = await ask({ hello: 1, $db: 'admin' });
    expect(hello).toMatchObject({
      isWritablePrimary: true,
      setName: 'embedded',
      maxWireVersion: 17,
      logicalSessionTimeoutMinutes: 30,
      ok: 1,
    });
    expect(hello.hosts).toEqual([hello.me]);
  });

  test.each([
    [{ isMaster: 1 }, { ismaster: true, ok: 1 }],
    [
      { $query: { hello: 1 }, $readPreference: { mode: 'secondaryPreferred' } },
      { isWritablePrimary: true, ok: 1 },
    ],
    [{ buildInfo: 1 }, { version: '6.0.5', ok: 1 }],
    [
      { saslStart: 1, mechanism: 'SCRAM-SHA-256', payload: Buffer.from('n,,n=nobody,r=abc') },
      { code: 18, ok: 0 },
    ],
    [{ find: 'things' }, { code: 352, ok: 0 }],
  ])('may ask %j in the old way', async (command, answer) => {
    const reply = await raw.ask(opQuery(command));
    expect(reply?.readInt32LE(12)).toBe(1);
    expect(BSON.deserialize(reply?.subarray(36) ?? Buffer.alloc(5))).toMatchObject(answer);
  });

  test('is told that it may not query a collection in the old way, as a failure and not as a document', async () => {
    const reply = await raw.ask(opQuery({ a: 1 }, 'test.things'));
    expect(reply?.readInt32LE(16)).toBe(2);
    expect(BSON.deserialize(reply?.subarray(36) ?? Buffer.alloc(5))).toMatchObject({
      $err: expect.stringContaining('OP_QUERY is no longer supported'),
      code: 5739101,
    });
  });

  test('inserts documents from a document sequence', async () => {
    expect(await ask({ insert: 'things', $db: 'test' }, { documents: [{ _id: 1 }, { _id: 2 }] })).toMatchObject({ n: 2, ok: 1 });
  });

  test('gets its checksum checked', async () => {
    const plain = opMessage({ ping: 1, $db: 'test' }, {}, 1);
    const message = Buffer.concat([plain, Buffer.alloc(4)]);
    message.writeInt32LE(message.length, 0);
    message.writeUInt32LE(crc32c(message.subarray(0, message.length - 4)), message.length - 4);
    expect(replyDocument(await raw.ask(message)).ok).toBe(1);
  });

  test('gets no answer to a message that asks for none, and the next one is answered', async () => {
    raw.socket.write(opMessage({ insert: 'things', documents: [{ _id: 3 }], $db: 'test' }, {}, 2));
    expect(await ask({ count: 'things', query: { _id: 3 }, $db: 'test' })).toMatchObject({ n: 1 });
  });

  test.each([
    [{ nonsense: 1 }, 59, "no such command: 'nonsense'"],
    [{ find: 'things', nonsense: 1 }, 40415, "BSON field 'FindCommandRequest.nonsense' is an unknown field."],
    [{ find: 'things', collation: { locale: 'fr' } }, 72, 'only the simple collation'],
    [{ aggregate: 'things', pipeline: [{ $out: 'x' }], cursor: {} }, undefined, '$out'],
    [{ aggregate: 'things', pipeline: [{ $changeStream: {} }], cursor: {} }, undefined, '$changeStream'],
    [{ create: 'x', capped: true, size: 100 }, 72, 'capped'],
    [{ find: 'things', filter: { $where: 'true' } }, undefined, '$where'],
    [{ find: 'things', filter: { at: { $near: [1, 2] } } }, undefined, '$near'],
    [{ createIndexes: 'things', indexes: [{ key: { a: 'text' }, name: 't' }] }, 67, 'text'],
    [{ commitTransaction: 1 }, 13, 'admin database'],
    [{ insert: 'things', documents: [{}], txnNumber: Long.fromNumber(1) }, 72, 'session ID'],
  ])('is refused %j by name', async (command, code, text) => {
    const reply = await ask({ ...command, $db: 'test' });
    expect(reply).toMatchObject({ ok: 0, ...(code === undefined ? {} : { code }) });
    expect(reply.errmsg).toContain(text);
  });

  test('is cut off after a message with an impossible length', async () => {
    const other = await connectRaw(at.store.uri);
    const message = opMessage({ ping: 1, $db: 'test' });
    message.writeInt32LE(2_000_000_000, 0);
    expect(await other.ask(message)).toBeNull();
  });

  test('may hold a hundred connections', async () => {
    const many = await Promise.all(Array.from({ length: 100 }, () => connectRaw(at.store.uri)));
    const replies = await Promise.all(many.map((one) => one.ask(opMessage({ ping: 1, $db: 'test' }))));
    expect(replies.map((reply) => replyDocument(reply).ok)).toEqual(Array.from({ length: 100 }, () => 1));
    for (const one of many) one.close();
  });
});

describe('on a TCP port', () => {
  let at: TestStore;
  beforeAll(async () => {
    at = await startStore({ port: 0 });
  });
  afterAll(() => at.close());

  test('the driver signs in with the credentials of the URI', async () => {
    expect(at.store.uri).toMatch(/^mongodb:\/\/embedded:[0-9a-f]{48}@127\.0\.0\.1:\d+\/\?replicaSet=embedded/);
    const status = await at.client.db('admin').command({ connectionStatus: 1 });
    expect(status.authInfo.authenticatedUsers).toEqual([{ user: 'embedded', db: 'admin' }]);
  });

  test('nobody reads without a password', async () => {
    const port = Number(/:(\d+)\//.exec(at.store.uri)?.[1]);
    const socket = connectSocket(port, '127.0.0.1');
    const reply = new Promise<Buffer>((resolve) => socket.once('data', resolve));
    socket.write(opMessage({ find: 'things', $db: 'test' }));
    expect(replyDocument(await reply)).toMatchObject({ ok: 0, code: 13, errmsg: 'command find requires authentication' });
    socket.destroy();
  });

  test('a wrong password is refused', async () => {
    const { connect } = await import('../stores.ts');
    const wrong = at.store.uri.replace(/embedded:[0-9a-f]+@/, 'embedded:wrong@');
    await expect(connect(wrong, { serverSelectionTimeoutMS: 2000 })).rejects.toThrow('Authentication failed');
  });
});
