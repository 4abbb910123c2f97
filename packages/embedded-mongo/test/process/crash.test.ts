import type { Collection, MongoClient } from 'mongodb';
import { expect, test } from 'vitest';
import { startEmbeddedMongo } from '../../src/index.ts';
import { size } from '../size.ts';
import { connect, temporaryFolder } from '../stores.ts';

const writers = 8;
type Write = { _id: string; n: number; group: number };

/** What the writers know: acknowledged ids, and ids that were sent when the store died. */
type Known = { readonly acknowledged: Set<string>; readonly tried: Set<string> };

test(`loses no acknowledged write and invents none when it is killed ${size.crashes} times under ${writers} writers`, {
  timeout: size.patience,
}, async () => {
  const { folder, remove } = temporaryFolder();
  const known: Known = { acknowledged: new Set(), tried: new Set() };
  for (let round = 0; round < size.crashes; round++) {
    await writeUntilKilled(folder, round, known);
    await checkStore(folder, known);
  }
  expect(known.acknowledged.size).toBeGreaterThan(0);
  remove();
});

async function writeUntilKilled(folder: string, round: number, known: Known): Promise<void> {
  const store = await startEmbeddedMongo({ folder });
  const client = await connect(store.uri, { serverSelectionTimeoutMS: 1000, maxPoolSize: writers });
  const collection = client.db('crash').collection<Write>('writes');
  if (round === 0) await collection.createIndexes([{ key: { group: 1, n: -1 } }, { key: { n: 1, _id: 1 }, unique: true }]);
  const working = Array.from({ length: writers }, (_, writer) => write({ client, collection, known, name: `${round}-${writer}` }));
  await new Promise((resolve) => setTimeout(resolve, 150 + Math.random() * 500));
  process.kill(store.pid, 'SIGKILL');
  await Promise.all(working);
  await client.close();
}

type Writer = { readonly client: MongoClient; readonly collection: Collection<Write>; readonly known: Known; readonly name: string };

/** Writes one after another, every fourth time two documents in a transaction, until the store is gone. */
async function write({ client, collection, known, name }: Writer): Promise<void> {
  for (let n = 0; ; n++) {
    const ids = n % 4 === 3 ? [`${name}-${n}`, `${name}-${n}-pair`] : [`${name}-${n}`];
    for (const id of ids) known.tried.add(id);
    try {
      const documents = ids.map((_id) => ({ _id, n, group: n % 7 }));
      if (documents.length === 1 && documents[0]) await collection.insertOne(documents[0]);
      else
        await client.withSession((session) =>
          session.withTransaction(() => collection.insertMany(documents, { session }), { maxCommitTimeMS: 500 }),
        );
    } catch {
      return;
    }
    for (const id of ids) known.acknowledged.add(id);
  }
}

async function checkStore(folder: string, known: Known): Promise<void> {
  const store = await startEmbeddedMongo({ folder });
  const client = await connect(store.uri);
  const stored = await client
    .db('crash')
    .collection<Write>('writes')
    .find({}, { projection: { _id: 1 } })
    .toArray();
  const ids = new Set(stored.map(({ _id }) => _id));
  expect(ids.size).toBe(stored.length);
  expect([...known.acknowledged].filter((id) => !ids.has(id))).toEqual([]);
  expect([...ids].filter((id) => !known.tried.has(id))).toEqual([]);
  expect([...ids].filter((id) => id.endsWith('-pair') && !ids.has(id.slice(0, -5)))).toEqual([]);
  expect((await store.check()).problems).toEqual([]);
  await client.close();
  await store.close();
}
