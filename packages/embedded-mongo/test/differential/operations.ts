import type { Document } from 'mongodb';
import { anyFilter, anySort } from './filters.ts';
import { anyPipeline } from './pipelines.ts';
import type { Random } from './random.ts';
import { anyUpdate, safeUpdate } from './updates.ts';
import { anyDocument, anyId, scalar } from './values.ts';

/** The collections of one sequence. */
export const collections = ['c0', 'c1', 'c2'] as const;

/** One thing to do to both servers. */
export type Operation =
  | { readonly kind: 'command'; readonly command: Document }
  /** The collection is dropped and made again: whether a failed upsert makes a missing one is not compared. */
  | { readonly kind: 'renew'; readonly collection: string }
  /** Commands in one transaction. */
  | { readonly kind: 'transaction'; readonly commands: readonly Document[]; readonly end: 'commit' | 'abort' }
  /** Two transactions that write the same document. */
  | { readonly kind: 'conflict'; readonly first: Document; readonly second: Document }
  /** A read in small batches through the driver's cursor. */
  | { readonly kind: 'stream'; readonly collection: string; readonly filter: Document; readonly sort: Document; readonly batchSize: number }
  /** The driver's own bulk write. */
  | { readonly kind: 'bulk'; readonly collection: string; readonly operations: readonly Document[]; readonly ordered: boolean };

/** The next operation of a sequence. */
export function anyOperation(random: Random): Operation {
  return random.weighted<Operation>([
    [60, () => command(anyWrite(random))],
    [60, () => command(anyRead(random))],
    [3, () => command(indexCommand(random))],
    [3, () => command(wrongCommand(random))],
    [1, () => ({ kind: 'renew', collection: random.pick(collections) })],
    [3, () => transaction(random)],
    [2, () => conflict(random)],
    [
      4,
      () => ({
        kind: 'stream',
        collection: random.pick(collections),
        filter: anyFilter(random),
        sort: anySort(random),
        batchSize: 1 + random.int(7),
      }),
    ],
    [
      4,
      () => ({
        kind: 'bulk',
        collection: random.pick(collections),
        operations: random.some(1, 6, () => bulkWrite(random)),
        ordered: random.once(2),
      }),
    ],
  ]);
}

function command(document: Document): Operation {
  return { kind: 'command', command: document };
}

function anyWrite(random: Random): Document {
  const coll = random.pick(collections);
  return random.weighted<Document>([
    [8, () => ({ insert: coll, documents: random.some(1, 5, () => anyDocument(random)), ordered: random.once(2) })],
    [8, () => ({ update: coll, updates: random.some(1, 3, () => updateOne(random)), ordered: random.once(2) })],
    [3, () => ({ update: coll, updates: [{ q: anyFilter(random), u: safeUpdate(random), multi: true }] })],
    [3, () => ({ delete: coll, deletes: random.some(1, 2, () => ({ q: { _id: anyId(random) }, limit: 1 })) })],
    [1, () => ({ delete: coll, deletes: [{ q: { ...anyFilter(random), n: random.int(20) }, limit: 0 }] })],
    [5, () => findAndModify(random, coll)],
  ]);
}

function anyRead(random: Random): Document {
  const coll = random.pick(collections);
  return random.weighted<Document>([
    [8, () => ({ find: coll, filter: anyFilter(random), ...page(random), batchSize: 1000 })],
    [3, () => ({ find: coll, filter: anyFilter(random), batchSize: 1000 })],
    [2, () => ({ count: coll, query: anyFilter(random), ...(random.once(3) ? { limit: 1 + random.int(5) } : {}) })],
    [2, () => ({ distinct: coll, key: random.pick(['b', 'n', 't', 's.x', 'd.e']), query: anyFilter(random) })],
    [6, () => ({ aggregate: coll, pipeline: anyPipeline(random, collections), cursor: { batchSize: 1000 } })],
  ]);
}

function page(random: Random): Document {
  const options: Document = { sort: anySort(random) };
  if (random.once(2)) options.limit = 1 + random.int(10);
  if (random.once(4)) options.skip = random.int(5);
  if (random.once(2)) options.projection = projection(random);
  return options;
}

function projection(random: Random): Document {
  return random.pick<Document>([
    { a: 1, b: 1 },
    { a: 0, 's.y': 0 },
    { 'd.e': 1, _id: 0 },
    { 's.x': 1, n: 1 },
    { t: { $slice: 1 } },
    { t: { $slice: [1, 2] }, n: 1 },
    { s: { $elemMatch: { x: { $gte: 2 } } } },
    { n: 1, twice: { $multiply: [{ $ifNull: ['$n', 0] }, 2] } },
  ]);
}

function updateOne(random: Random): Document {
  const { u, more } = anyUpdate(random);
  const upsert = random.once(5) ? { upsert: true } : {};
  return { q: random.once(4) ? { _id: anyId(random), n: { $lt: random.int(25) } } : { _id: anyId(random) }, u, ...more, ...upsert };
}

function findAndModify(random: Random, coll: string): Document {
  const base = { findAndModify: coll, query: random.once(2) ? { _id: random.int(60) } : anyFilter(random), sort: anySort(random) };
  if (random.once(4)) return { ...base, remove: true };
  const fields = random.once(3) ? { fields: { a: 1, n: 1 } } : {};
  const { u, more } = anyUpdate(random);
  const upsert = random.once(5) ? { upsert: true, query: { _id: random.int(60) } } : {};
  return { ...base, update: u, new: random.once(2), ...fields, ...more, ...upsert };
}

function indexCommand(random: Random): Document {
  const coll = random.pick(collections);
  if (random.once(4)) return { dropIndexes: coll, index: random.pick(['a_1', 'n_1_b_-1', 't_1', 's.x_1', 'u_1', 'nope', '*']) };
  const index = random.pick<Document>([
    { key: { a: 1 }, name: 'a_1' },
    { key: { b: -1 }, name: 'b_-1' },
    { key: { n: 1, b: -1 }, name: 'n_1_b_-1' },
    { key: { t: 1 }, name: 't_1' },
    { key: { 's.x': 1 }, name: 's.x_1' },
    { key: { 'd.e': 1, n: 1 }, name: 'd.e_1_n_1' },
    { key: { u: 1 }, name: 'u_1', unique: true, sparse: true },
    { key: { b: 1 }, name: 'b_partial', partialFilterExpression: { n: { $gt: 5 } } },
    { key: { 'd.e.f': 1 }, name: 'd.e.f_sparse', sparse: true },
    { key: { a: 1 }, name: 'other name' },
    { key: { a: 'nonsense' }, name: 'bad' },
  ]);
  return { createIndexes: coll, indexes: [index] };
}

function wrongCommand(random: Random): Document {
  const coll = random.pick(collections);
  return random.pick<Document>([
    { nonsense: 1 },
    { find: coll, filter: { $nonsense: 1 } },
    { find: coll, filter: { a: { $nonsense: 1 } } },
    { find: coll, nonsense: 1 },
    { find: coll, limit: -3 },
    { find: coll, sort: { a: 5 } },
    { find: coll, projection: { a: 1, b: 0 } },
    { aggregate: coll, pipeline: [{ $nonsense: {} }], cursor: {} },
    { aggregate: coll, pipeline: [{ $match: {}, $limit: 1 }], cursor: {} },
    { aggregate: coll, pipeline: [] },
    { update: coll, updates: [{ q: {}, u: { $nonsense: { a: 1 } } }] },
    { update: coll, updates: [{ q: { _id: 1 }, u: { $set: { a: 1 }, $unset: { a: 1 } } }] },
    { update: coll, updates: [{ q: { _id: 1 }, u: { x: 1 }, multi: true }] },
    { insert: coll, documents: [] },
    { insert: coll, documents: [{ _id: [1] }] },
    { delete: coll, deletes: [{ q: {}, limit: 5 }] },
    { findAndModify: coll, query: {}, remove: true, new: true },
    { distinct: coll, key: 5 },
    { getMore: 7n, collection: coll },
    { create: coll, nonsense: true },
  ]);
}

function transaction(random: Random): Operation {
  return {
    kind: 'transaction',
    commands: random.some(1, 5, () => (random.once(2) ? anyWrite(random) : transactionRead(random))),
    end: random.once(4) ? 'abort' : 'commit',
  };
}

function transactionRead(random: Random): Document {
  for (;;) {
    const read = anyRead(random);
    // mongod refuses both in transactions; the embedded store reads `$unionWith` there.
    if (!('count' in read) && !JSON.stringify(read).includes('$unionWith')) return read;
  }
}

function conflict(random: Random): Operation {
  const coll = random.pick(collections);
  const write = () => ({ update: coll, updates: [{ q: { _id: 7 }, u: { $set: { b: scalar(random) } } }] });
  return { kind: 'conflict', first: write(), second: write() };
}

function bulkWrite(random: Random): Document {
  const filter = { _id: anyId(random) };
  return random.pick<Document>([
    { insertOne: { document: anyDocument(random) } },
    { updateOne: { filter, update: { $set: { b: scalar(random) }, $inc: { n: 1 } }, upsert: random.once(3) } },
    { updateMany: { filter: { n: random.int(20) }, update: safeUpdate(random) } },
    { replaceOne: { filter, replacement: { n: random.int(20), b: scalar(random) }, upsert: random.once(3) } },
    { deleteOne: { filter } },
  ]);
}
