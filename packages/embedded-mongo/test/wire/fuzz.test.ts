import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRandom, type Random } from '../differential/random.ts';
import { size } from '../size.ts';
import { startStore, type TestStore } from '../stores.ts';
import { connectRaw, opMessage, type RawConnection } from './raw-connection.ts';

let at: TestStore;
beforeAll(async () => {
  at = await startStore();
});
afterAll(() => at.close());

/** Messages that only read, or that are refused: whatever a mutation makes of them must not change the sample. */
const originals = [
  opMessage({ find: 'sample', filter: { a: { $gte: 5 }, 'b.c': /x/ }, sort: { a: 1 }, limit: 5, $db: 'fuzz' }),
  opMessage({ aggregate: 'sample', pipeline: [{ $match: { a: 1 } }, { $group: { _id: '$a', n: { $sum: 1 } } }], cursor: {}, $db: 'fuzz' }),
  opMessage({ insert: 'other', ordered: false, $db: 'fuzz' }, { documents: [{ a: 1 }, { b: ['x', { y: 2.5 }] }] }),
  opMessage(
    { update: 'other', $db: 'fuzz' },
    { updates: [{ q: { a: 1 }, u: { $set: { 'b.c': 1 }, $push: { d: { $each: [1], $slice: 2 } } }, upsert: true }] },
  ),
  opMessage({ count: 'sample', query: { $or: [{ a: 1 }, { b: { $in: [1, 'x', null] } }] }, $db: 'fuzz' }),
  opMessage({ hello: 1, helloOk: true, client: { driver: { name: 'x' } }, $db: 'admin' }),
  opMessage({ getMore: 5n, collection: 'sample', $db: 'fuzz' }),
];

test(`answers or closes on ${size.mutations} mutated messages, stays alive and keeps its data`, { timeout: size.patience }, async () => {
  const sample = at.client.db('fuzz').collection('sample');
  await sample.insertMany(Array.from({ length: 50 }, (_, a) => ({ _id: a as never, a, b: { c: 'x'.repeat(a) } })));
  const before = await sample.find().sort({ _id: 1 }).toArray();
  const seed = Number(process.env.SEED ?? Date.now() % 100_000);
  const random = createRandom(seed);
  let connection = await connectRaw(at.store.uri);
  for (let n = 0; n < size.mutations; n++) {
    const message = mutate(random.pick(originals), random);
    const reply = await answerOrSilence(connection, message);
    if (reply === 'answered') continue;
    connection.close();
    connection = await connectRaw(at.store.uri);
  }
  connection.close();
  expect(await sample.find().sort({ _id: 1 }).toArray(), `seed ${seed}`).toEqual(before);
  expect((await at.store.check()).problems, `seed ${seed}`).toEqual([]);
});

/** A message whose length says more than was sent gets no answer: the server waits for the rest, as it should. */
async function answerOrSilence(connection: RawConnection, message: Buffer): Promise<'answered' | 'closed' | 'waiting'> {
  const waits = message.readInt32LE(0) > message.length || (message.readUInt32LE(16) & 2) !== 0;
  const patience = new Promise<'waiting'>((resolve) => setTimeout(() => resolve('waiting'), waits ? 5 : 20_000).unref());
  const outcome = await Promise.race([
    connection.ask(message).then((reply) => (reply ? ('answered' as const) : ('closed' as const))),
    patience,
  ]);
  if (outcome === 'waiting' && !waits) throw new Error(`no answer to ${message.toString('hex')}`);
  // What was sent too much would begin the next message.
  return outcome === 'answered' && message.readInt32LE(0) !== message.length ? 'closed' : outcome;
}

function mutate(original: Buffer, random: Random): Buffer {
  let message = Buffer.from(original);
  for (let changes = 1 + random.int(4); changes > 0; changes--) {
    const place = random.int(message.length);
    switch (random.int(4)) {
      case 0:
        message[place] = random.int(256);
        break;
      case 1:
        message[place] = (message[place] ?? 0) ^ (1 << random.int(8));
        break;
      case 2:
        if (place + 4 <= message.length) message.writeInt32LE(random.pick([0, -1, 1, 4, 2 ** 31 - 1, random.int(1000)]), place);
        break;
      default:
        message = Buffer.concat([message.subarray(0, place), message.subarray(Math.min(message.length, place + random.int(9)))]);
        if (message.length < 26) message = Buffer.from(original);
        if (!random.once(4)) message.writeInt32LE(message.length, 0);
    }
  }
  return message;
}
