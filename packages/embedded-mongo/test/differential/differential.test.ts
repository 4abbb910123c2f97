import type { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mongodBinary, type RealMongod, startRealMongod } from '../real-mongod.ts';
import { size } from '../size.ts';
import { connect, startStore, type TestStore } from '../stores.ts';
import { carryOut } from './carry-out.ts';
import { show } from './comparable.ts';
import { anyOperation, type Operation } from './operations.ts';
import { createRandom } from './random.ts';
import { collections } from './reads.ts';

const lanes = 4;
const seed = Number(process.env.SEED ?? 1);

describe.runIf(mongodBinary)('beside a real mongod', () => {
  let real: RealMongod;
  let realClient: MongoClient;
  let embedded: TestStore;

  beforeAll(async () => {
    real = await startRealMongod(mongodBinary ?? '');
    realClient = await connect(real.uri);
    embedded = await startStore();
  }, 120_000);

  afterAll(async () => {
    await realClient?.close();
    await real?.close();
    await embedded?.close();
  });

  test(`answers ${size.operations} random operations alike and ends with the same data (seed ${seed})`, {
    timeout: size.patience,
  }, async () => {
    await Promise.all(Array.from({ length: lanes }, (_, lane) => runLane(lane, Math.ceil(size.operations / lanes))));
    const check = await embedded.store.check();
    expect(check.problems).toEqual([]);
  });

  async function runLane(lane: number, operations: number): Promise<void> {
    const random = createRandom(seed * 1000 + lane);
    const db = `lane${lane}`;
    for (const collection of collections) await both(db, { kind: 'renew', collection });
    for (let step = 0; step < operations; step++) {
      const operation = anyOperation(random);
      const [theirs, ours] = await both(db, operation);
      if (theirs.join('\n') !== ours.join('\n')) throw new Error(await explain({ db, seed, step, operation, theirs, ours }));
      if (step % 500 === 499) await compareData(db, step);
    }
    await compareData(db, operations);
  }

  function both(db: string, operation: Operation): Promise<[string[], string[]]> {
    return Promise.all([carryOut(realClient, db, operation), carryOut(embedded.client, db, operation)]);
  }

  async function compareData(db: string, step: number): Promise<void> {
    for (const name of collections) {
      const [theirs, ours] = await Promise.all([realClient, embedded.client].map((client) => contents(client, db, name)));
      expect(ours, `${db}.${name} after step ${step}, seed ${seed}`).toEqual(theirs);
    }
  }

  async function explain(found: {
    db: string;
    seed: number;
    step: number;
    operation: Operation;
    theirs: string[];
    ours: string[];
  }): Promise<string> {
    const { db, operation, theirs, ours } = found;
    const at = theirs.findIndex((reply, index) => reply !== ours[index]);
    const head = `seed ${found.seed}, ${db}, step ${found.step}\n${show(operation)}\nmongod:   ${theirs[at]}\nembedded: ${ours[at]}`;
    const name = collections.find((coll) => show(operation).includes(`"${coll}"`)) ?? collections[0];
    const [left, right] = await Promise.all([realClient, embedded.client].map((client) => contents(client, db, name)));
    const different = (left ?? []).filter((line) => !right?.includes(line)).concat((right ?? []).filter((line) => !left?.includes(line)));
    return `${head}\nindexes: ${(left ?? []).filter((line) => line.includes('"key"')).join(' ')}\ndocuments that differ now:\n${different.slice(0, 6).join('\n')}`;
  }
});

test.runIf(!mongodBinary)('is not compared with a real mongod: MONGOD_BINARY names none', () => {
  expect(mongodBinary).toBeUndefined();
});

async function contents(client: MongoClient, db: string, name: string): Promise<string[]> {
  const collection = client.db(db).collection(name);
  const documents = await collection.find({}, { promoteValues: false }).sort({ _id: 1 }).toArray();
  const indexes = await collection
    .listIndexes()
    .toArray()
    .catch(() => []);
  return [...documents, ...indexes.sort((a, b) => (a.name < b.name ? -1 : 1))].map(show);
}
