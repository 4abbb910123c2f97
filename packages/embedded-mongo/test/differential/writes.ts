import type { Document } from 'mongodb';
import { anyFilter, anySort } from './filters.ts';
import type { Random } from './random.ts';
import { collections } from './reads.ts';
import { anyUpdate, safeUpdate } from './updates.ts';
import { anyDocument, anyId, scalar } from './values.ts';

/** A write that one command does. */
export function anyWrite(random: Random): Document {
  const coll = random.pick(collections);
  return random.weighted<Document>([
    [8, () => ({ insert: coll, documents: random.some(1, 5, () => anyDocument(random)), ordered: random.once(2) })],
    [
      8,
      () => ({ update: coll, updates: random.some(1, 3, () => updateOne(random)), ordered: random.once(2), let: { extra: random.int(9) } }),
    ],
    [3, () => ({ update: coll, updates: [{ q: anyFilter(random), u: safeUpdate(random), multi: true }] })],
    [1, () => ({ update: coll, updates: [{ q: anyFilter(random), u: [{ $set: { m: { $type: '$a' } } }], multi: true }] })],
    [3, () => ({ delete: coll, deletes: random.some(1, 2, () => ({ q: { _id: anyId(random) }, limit: 1, ...hint(random) })) })],
    [1, () => ({ delete: coll, deletes: [{ q: { ...anyFilter(random), n: random.int(20) }, limit: 0 }] })],
    [5, () => findAndModify(random, coll)],
  ]);
}

function hint(random: Random): Document {
  return random.once(10) ? { hint: random.pick<unknown>(['_id_', { _id: 1 }, { $natural: 1 }, 'a_1']) } : {};
}

function updateOne(random: Random): Document {
  const { u, more, where } = anyUpdate(random);
  const upsert = random.once(5) ? { upsert: true } : {};
  const q = random.once(4) ? { _id: anyId(random), n: { $lt: random.int(25) } } : { _id: anyId(random) };
  return { q: { ...q, ...where }, u, ...more, ...upsert, ...hint(random) };
}

function findAndModify(random: Random, coll: string): Document {
  const fields = random.once(2)
    ? { fields: random.pick<Document>([{ a: 1, n: 1 }, { s: 0 }, { s: { $elemMatch: { x: { $gt: 1 } } } }]) }
    : {};
  const query = random.once(2) ? { _id: anyId(random) } : anyFilter(random);
  const base = { findAndModify: coll, query, sort: anySort(random), ...fields };
  if (random.once(4)) return { ...base, remove: true };
  const { u, more, where } = anyUpdate(random);
  const upsert = random.once(5) ? { upsert: true, query: { _id: random.int(60), ...where } } : { query: besides(query, where) };
  return { ...base, update: u, new: random.once(2), ...more, ...upsert, let: { extra: random.int(9) } };
}

/** A query with the condition that the positional `$` needs: nothing else in it may meet an array, which MongoDB calls undefined. */
function besides(query: Document, where: Document): Document {
  return Object.keys(where).length > 0 ? { n: { $lt: 15 }, ...where } : query;
}

/** One statement of the driver's bulk write. */
export function bulkWrite(random: Random): Document {
  const filter = { _id: anyId(random) };
  return random.pick<Document>([
    { insertOne: { document: anyDocument(random) } },
    { updateOne: { filter, update: { $set: { b: scalar(random) }, $inc: { v: 1 } }, upsert: random.once(3) } },
    { updateOne: { filter, update: { $set: { 's.$[e].y': scalar(random) } }, arrayFilters: [{ 'e.x': random.int(5) }] } },
    { updateOne: { filter, update: [{ $set: { p: { $ifNull: ['$v', 0] } } }] } },
    { updateMany: { filter: { v: random.int(12) }, update: safeUpdate(random) } },
    { replaceOne: { filter, replacement: { n: random.int(20), b: scalar(random) }, upsert: random.once(3) } },
    { deleteOne: { filter } },
    { deleteMany: { filter: { v: random.int(12), n: random.int(20) } } },
  ]);
}
