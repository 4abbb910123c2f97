import type { Document } from 'mongodb';
import { anyFilter, anySort } from './filters.ts';
import { anyPipeline } from './pipelines.ts';
import type { Random } from './random.ts';

/** The collections of one sequence. */
export const collections = ['c0', 'c1', 'c2'] as const;

/** A read that needs one reply. */
export function anyRead(random: Random): Document {
  const coll = random.pick(collections);
  return random.weighted<Document>([
    [8, () => ({ find: coll, filter: anyFilter(random), ...page(random), batchSize: 1000 })],
    [3, () => ({ find: coll, filter: anyFilter(random), batchSize: 1000, ...options(random) })],
    [2, () => ({ count: coll, query: anyFilter(random), ...window(random) })],
    [2, () => ({ distinct: coll, key: random.pick(['b', 'n', 'v', 't', 's.x', 'd.e', 'd.e.f']), query: anyFilter(random) })],
    [6, () => ({ aggregate: coll, pipeline: anyPipeline(random, collections), cursor: { batchSize: 1000 }, ...aggregateOptions(random) })],
    [1, () => ({ find: coll, filter: byVariable(random), let: { x: random.int(20) }, sort: { _id: 1 }, batchSize: 1000 })],
  ]);
}

/** The start of a read in several batches, whose order is given. */
export function cursorRead(random: Random): Document {
  const coll = random.pick(collections);
  const batchSize = random.int(8);
  return random.once(2)
    ? { find: coll, filter: anyFilter(random), ...page(random), batchSize, ...(random.once(6) ? { singleBatch: true } : {}) }
    : { aggregate: coll, pipeline: [{ $match: anyFilter(random) }, { $sort: anySort(random) }], cursor: { batchSize } };
}

function byVariable(random: Random): Document {
  return { $expr: { [random.pick(['$eq', '$lt', '$gte'])]: ['$n', '$$x'] } };
}

/** A page in an order that is given. */
export function page(random: Random): Document {
  const made: Document = { sort: anySort(random), ...options(random) };
  if (random.once(2)) made.limit = 1 + random.int(10);
  if (random.once(4)) made.skip = random.int(5);
  if (random.once(2)) made.projection = projection(random);
  return made;
}

/** What changes no answer, or names an index that may not be there. */
function options(random: Random): Document {
  if (!random.once(6)) return {};
  return random.pick<Document>([
    { collation: { locale: 'simple' } },
    { comment: 'why' },
    { allowDiskUse: true },
    { hint: '_id_' },
    { hint: { $natural: 1 } },
    { hint: random.pick<unknown>(['a_1', { n: 1, b: -1 }, 't_1', { v: 1 }]) },
  ]);
}

function aggregateOptions(random: Random): Document {
  if (!random.once(8)) return {};
  return random.pick<Document>([
    { hint: '_id_' },
    { hint: { v: 1 } },
    { let: { x: 5 } },
    { collation: { locale: 'simple' } },
    { comment: { a: 1 } },
  ]);
}

function window(random: Random): Document {
  const made: Document = {};
  if (random.once(3)) made.limit = 1 + random.int(5);
  if (random.once(4)) made.skip = random.int(4);
  if (random.once(8)) made.hint = random.pick<unknown>(['_id_', { v: 1 }, 'a_1']);
  return made;
}

/** A projection of `find`. */
export function projection(random: Random): Document {
  return random.pick<Document>([
    { a: 1, b: 1 },
    { a: 0, 's.y': 0 },
    { 'd.e': 1, _id: 0 },
    { 's.x': 1, n: 1 },
    { t: { $slice: 1 } },
    { t: { $slice: [1, 2] }, n: 1 },
    { t: { $slice: [-2, 1] }, a: 0 },
    { s: { $elemMatch: { x: { $gte: 2 } } } },
    { s: { $elemMatch: { x: random.int(4), y: null } }, n: 1 },
    { n: 1, twice: { $multiply: [{ $cond: [{ $isNumber: '$v' }, '$v', 0] }, 2] } },
    { d: { e: 1 }, first: { $first: { $cond: [{ $isArray: '$t' }, '$t', []] } } },
    { _id: 0, b: '$d.e', kind: { $type: '$a' } },
  ]);
}
