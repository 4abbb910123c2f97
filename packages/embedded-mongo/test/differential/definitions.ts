import type { Document } from 'mongodb';
import type { Random } from './random.ts';
import { collections } from './reads.ts';

const indexes: readonly Document[] = [
  { key: { a: 1 }, name: 'a_1' },
  { key: { b: -1 }, name: 'b_-1' },
  { key: { n: 1, b: -1 }, name: 'n_1_b_-1' },
  { key: { t: 1 }, name: 't_1' },
  { key: { 's.x': 1 }, name: 's.x_1' },
  { key: { 's.x': 1, 's.y': -1 }, name: 's.x_1_s.y_-1' },
  { key: { 'd.e': 1, n: 1 }, name: 'd.e_1_n_1' },
  { key: { t: 1, v: 1 }, name: 't_1_v_1' },
  { key: { v: 1 }, name: 'v_1' },
  { key: { v: -1, _id: 1 }, name: 'v_-1__id_1' },
  { key: { u: 1 }, name: 'u_1', unique: true, sparse: true },
  { key: { u: 1, n: 1 }, name: 'u_1_n_1', unique: true, partialFilterExpression: { u: { $exists: true }, n: { $gte: 3 } } },
  { key: { b: 1 }, name: 'b_partial', partialFilterExpression: { n: { $gt: 5 } } },
  { key: { n: 1 }, name: 'n_partial', partialFilterExpression: { $and: [{ a: { $exists: true } }, { v: { $lt: 9 } }] } },
  { key: { 'd.e.f': 1 }, name: 'd.e.f_sparse', sparse: true },
  { key: { b: 1 }, name: 'b_ttl', expireAfterSeconds: 2_000_000_000 },
  { key: { a: 1 }, name: 'other name' },
  { key: { a: 'nonsense' }, name: 'bad' },
  { key: { 't.0': 1 }, name: 't.0_1' },
  { key: { a: 1, 'a.x': 1 }, name: 'a_1_a.x_1' },
];

/** Makes or drops indexes, and what else defines collections. */
export function definition(random: Random): Document {
  const coll = random.pick(collections);
  if (random.once(4))
    return {
      dropIndexes: coll,
      index: random.pick<unknown>(['a_1', 'n_1_b_-1', 't_1', 's.x_1', 'u_1', 'nope', '*', { v: 1 }, ['b_-1', 't_1'], '_id_']),
    };
  if (random.once(8)) return other(random, coll);
  return { createIndexes: coll, indexes: random.some(1, random.once(4) ? 2 : 1, () => random.pick(indexes)) };
}

function other(random: Random, coll: string): Document {
  return random.pick<Document>([
    { create: coll },
    { drop: 'nothing' },
    { listCollections: 1, filter: { name: coll }, nameOnly: true },
    { listIndexes: coll, cursor: {} },
    { listIndexes: 'nothing', cursor: {} },
    { collStats: coll },
    { ping: 1 },
  ]);
}

/** A command that is refused. */
export function wrongCommand(random: Random): Document {
  const coll = random.pick(collections);
  return random.pick<Document>([
    { nonsense: 1 },
    { find: coll, filter: { $nonsense: 1 } },
    { find: coll, filter: { a: { $nonsense: 1 } } },
    { find: coll, nonsense: 1 },
    { find: coll, limit: -3 },
    { find: coll, skip: -3 },
    { find: coll, batchSize: -1 },
    { find: coll, sort: { a: 5 } },
    { find: coll, sort: 'a' },
    { find: coll, filter: 5 },
    { find: 5 },
    { find: '' },
    { find: coll, projection: { a: 1, b: 0 } },
    { find: coll, hint: 'nope' },
    { find: coll, let: { X: 1 } },
    { find: coll, filter: { $expr: '$$nope' } },
    { find: coll, collation: { locale: 5 } },
    { aggregate: coll, pipeline: [{ $nonsense: {} }], cursor: {} },
    { aggregate: coll, pipeline: [{ $match: {}, $limit: 1 }], cursor: {} },
    { aggregate: coll, pipeline: [] },
    { aggregate: coll, pipeline: {}, cursor: {} },
    { aggregate: coll, pipeline: [5], cursor: {} },
    { aggregate: coll, pipeline: [{ $limit: 0 }], cursor: {} },
    { aggregate: coll, pipeline: [{ $group: { n: 1 } }], cursor: {} },
    { aggregate: coll, pipeline: [{ $lookup: { from: 'c0' } }], cursor: {} },
    { aggregate: 1, pipeline: [{ $match: {} }], cursor: {} },
    { update: coll, updates: [{ q: {}, u: { $nonsense: { a: 1 } } }] },
    { update: coll, updates: [{ q: { _id: 1 }, u: { $set: { a: 1 }, $unset: { a: 1 } } }] },
    { update: coll, updates: [{ q: { _id: 1 }, u: { x: 1 }, multi: true }] },
    { update: coll, updates: [{ q: { _id: 1 }, u: { $set: { _id: 2 } } }] },
    { update: coll, updates: [{ q: { _id: 1 } }] },
    { update: coll, updates: [{ u: { a: 1 } }] },
    { update: coll, updates: [] },
    { update: coll, updates: [{ q: {}, u: { $set: { a: 1 } }, nonsense: 1 }] },
    { update: coll, updates: [{ q: {}, u: [{ $group: { _id: 1 } }] }] },
    { insert: coll, documents: [] },
    { insert: coll, documents: 5 },
    { insert: coll },
    { insert: coll, documents: [{ _id: [1] }] },
    { insert: coll, documents: [{ _id: { $a: 1 } }] },
    { delete: coll, deletes: [{ q: {}, limit: 5 }] },
    { delete: coll, deletes: [{ q: {} }] },
    { delete: coll, deletes: [] },
    { findAndModify: coll, query: {}, remove: true, new: true },
    { findAndModify: coll, query: {} },
    { findAndModify: coll, query: {}, remove: true, update: {} },
    { distinct: coll, key: 5 },
    { distinct: coll, key: '' },
    { distinct: coll },
    { count: coll, limit: 'a' },
    { count: coll, query: 5 },
    { getMore: 7n, collection: coll },
    { killCursors: coll, cursors: [7n] },
    { create: coll, nonsense: true },
    { createIndexes: coll, indexes: [] },
    { createIndexes: coll, indexes: [{ key: {}, name: 'x' }] },
    { createIndexes: coll, indexes: [{ key: { q: 0 }, name: 'x' }] },
    { createIndexes: coll, indexes: [{ key: { q: 1 } }] },
    { createIndexes: coll, indexes: [{ key: { q: 1 }, name: '' }] },
    { createIndexes: coll, indexes: [{ key: { q: 1 }, name: 'q', sparse: true, partialFilterExpression: {} }] },
    { createIndexes: coll, indexes: [{ key: { q: 1 }, name: 'q', partialFilterExpression: { a: { $regex: 'x' } } }] },
    { createIndexes: coll, indexes: [{ key: { q: 1 }, name: 'q', expireAfterSeconds: -1 }] },
    { createIndexes: coll, indexes: [{ key: { q: 1 }, name: 'q', nonsense: 1 }] },
  ]);
}
