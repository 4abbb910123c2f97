import mongoose from 'mongoose';
import type { Store } from './store.ts';

const { EJSON } = mongoose.mongo.BSON;

/** One piece of a copy: a collection with its indexes, or one of its rows. */
export type CopyLine =
  | { collection: string; indexes: { key: Record<string, unknown>; [option: string]: unknown }[] }
  | { in: string; row: unknown };

/** What lives only for a while and must not come back with a copy. */
const passing = new Set(['sessions', 'idempotency', 'leases', 'sign_in_failures']);

/** Every row of the database as text lines, as of one moment, whatever is written meanwhile. */
export async function* copyRows(store: Store): AsyncGenerator<string> {
  const { db } = store.connection;
  if (!db) return;
  const names = (await db.listCollections({}, { nameOnly: true }).toArray())
    .map((entry) => entry.name)
    .filter((name) => !name.startsWith('system.') && !passing.has(name));
  const moment = await oneMoment(store);
  try {
    for (const name of names.sort()) {
      const collection = db.collection(name);
      const indexes = (await collection.indexes()).filter((index) => index.name !== '_id_').map(({ v: _v, ns: _ns, ...index }) => index);
      yield EJSON.stringify({ collection: name, indexes }, { relaxed: false });
      // Raw bytes keep every type, and the text form keeps them through the file.
      for await (const row of collection.find({}, { session: moment.session, promoteValues: false, promoteBuffers: false })) {
        yield EJSON.stringify({ in: name, row }, { relaxed: false });
      }
    }
  } finally {
    await moment.end();
  }
}

/** Whether a database holds anything at all. */
export async function isEmpty(store: Store): Promise<boolean> {
  const { db } = store.connection;
  for (const { name } of (await db?.listCollections({}, { nameOnly: true }).toArray()) ?? []) {
    if (!passing.has(name) && (await db?.collection(name).findOne({}, { projection: { _id: 1 } })) !== null) return false;
  }
  return true;
}

/** Removes every row of every collection. */
export async function eraseRows(store: Store): Promise<void> {
  const { db } = store.connection;
  for (const { name } of (await db?.listCollections({}, { nameOnly: true }).toArray()) ?? [])
    if (!name.startsWith('system.')) await db?.collection(name).deleteMany({});
}

/** Takes in lines that copyRows gave; answers how many rows there were. */
export async function pasteRows(store: Store, lines: AsyncIterable<string>): Promise<number> {
  const { db } = store.connection;
  if (!db) return 0;
  const waiting: { name: string; rows: mongoose.mongo.Document[]; bytes: number } = { name: '', rows: [], bytes: 0 };
  let count = 0;
  const flush = async () => {
    if (waiting.rows.length > 0) await db.collection(waiting.name).insertMany(waiting.rows.splice(0), { ordered: false });
    waiting.bytes = 0;
  };
  for await (const text of lines) {
    const line = EJSON.parse(text, { relaxed: false }) as CopyLine;
    if ('collection' in line) {
      await flush();
      await makeCollection(db, line);
      continue;
    }
    if (line.in !== waiting.name || waiting.rows.length >= 500 || waiting.bytes > 8_000_000) await flush();
    waiting.name = line.in;
    waiting.rows.push(line.row as mongoose.mongo.Document);
    waiting.bytes += text.length;
    count += 1;
  }
  await flush();
  return count;
}

async function makeCollection(db: mongoose.mongo.Db, { collection, indexes }: Extract<CopyLine, { collection: string }>): Promise<void> {
  const present = await db.listCollections({ name: collection }, { nameOnly: true }).toArray();
  if (present.length === 0) await db.createCollection(collection);
  for (const { key, ...options } of indexes) await db.collection(collection).createIndex(plainKeys(key), options);
}

function plainKeys(key: Record<string, unknown>): Record<string, 1 | -1> {
  return Object.fromEntries(Object.entries(key).map(([field, direction]) => [field, Number(direction) < 0 ? -1 : 1]));
}

/** A session in which everything is read as of one moment: a snapshot where the database keeps them, else one transaction. */
async function oneMoment(store: Store): Promise<{ session: mongoose.ClientSession; end: () => Promise<void> }> {
  const snapshot = await store.connection.startSession({ snapshot: true });
  try {
    await store.connection.db?.collection('organisation').findOne({}, { session: snapshot });
    return { session: snapshot, end: () => snapshot.endSession() };
  } catch {
    await snapshot.endSession();
  }
  const session = await store.connection.startSession();
  session.startTransaction({ readConcern: { level: 'snapshot' } });
  return {
    session,
    end: async () => {
      await session.abortTransaction();
      await session.endSession();
    },
  };
}
