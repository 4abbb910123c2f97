import type { Document } from 'mongodb';
import type { Random } from '../differential/random.ts';
import { accumulators, groupKey } from './accumulators.ts';
import { path } from './documents.ts';
import { expression } from './expressions/expression.ts';
import { filter } from './filters.ts';
import { graphLookup, lookup } from './joins.ts';

const byId: Document = { $sort: { _id: 1 } };

/** A projection of find. */
export function projection(random: Random): Document {
  const fields = random.some(
    1,
    3,
    () => [random.pick(['a', 'b', 'n', 'o', 'l', '_id', 'a.b', 'o.a', 'l.a', 'b.c']), projected(random)] as const,
  );
  return Object.fromEntries(fields);
}

function projected(random: Random): unknown {
  return random.weighted<unknown>([
    [6, () => random.pick<unknown>([1, true])],
    [3, () => 0],
    [1, () => '$n'],
    [1, () => ({ $slice: random.pick<unknown>([1, -1, [0, 1], [-2, 1]]) })],
  ]);
}

/** A pipeline over the records whose answer has an order (or is sorted by the test when it groups). */
export function pipeline(random: Random): Document[] {
  return random.weighted<Document[]>([
    [4, () => [byId, { $project: { v: expression(random) } }]],
    [2, () => [byId, { $addFields: { v: expression(random), [random.pick(['a.b', 'l.z', 'o.a', 'n', 'x.y'])]: '$m' } }]],
    [3, () => [{ $match: filter(random, 1) }, byId]],
    [2, () => [{ $match: { $expr: expression(random) } }, byId]],
    [3, () => [byId, { $group: { _id: groupKey(random), ...accumulators(random) } }]],
    [1, () => [byId, { $group: { _id: '$m', v: { $addToSet: '$n' } } }, { $set: { v: { $sortArray: { input: '$v', sortBy: 1 } } } }]],
    [
      2,
      () => [
        { $sort: { [random.pick(['n', 'a', 'b', 'a.b', 's'])]: random.pick([1, -1]), _id: 1 } },
        { $skip: random.int(3) },
        { $limit: 4 },
      ],
    ],
    [
      2,
      () => [
        byId,
        {
          $unwind: random.pick<unknown>([
            '$l',
            '$a',
            { path: '$l', preserveNullAndEmptyArrays: true, includeArrayIndex: 'i' },
            'l',
            { path: '$l', foo: 1 },
          ]),
        },
      ],
    ],
    [2, () => [{ $sort: { ...sortKeys(random), _id: 1 } }, { $project: { _id: 1 } }]],
    [4, () => [byId, ...chain(random)]],
    [1, () => [{ $count: random.pick<unknown>(['n', '', '$x', 'a.b', 5]) }]],
    [1, () => [{ $sortByCount: random.pick<unknown>(['$m', 'm', { $type: '$a' }, { a: 1 }]) }, { $sort: { count: -1, _id: 1 } }]],
    [1, () => [byId, { $replaceRoot: { newRoot: random.pick<unknown>(['$o', '$a', { a: '$n' }]) } }]],
    [1, () => [byId, { $unset: random.pick<unknown>(['a', ['a', 'b.c'], ['l.a', 'o.a'], [], 5]) }]],
    [
      1,
      () => [
        {
          $bucket: {
            groupBy: '$m',
            boundaries: random.pick<unknown>([[0, 2, 5], [1], [2, 1], [0, 'a']]),
            ...(random.once(3) ? {} : { default: random.pick<unknown>(['other', -1, 3]) }),
            ...(random.once(2) ? { output: accumulators(random) } : {}),
          },
        },
      ],
    ],
    [1, () => [byId, { $bucketAuto: bucketAuto(random) }]],
    [
      3,
      () => [
        byId,
        random.pick([lookup, graphLookup])(random),
        { $unwind: random.pick(['$r', '$o.r']) },
        { $sort: { _id: 1, 'r._id': 1, 'o.r._id': 1 } },
      ],
    ],
    [1, () => [byId, random.pick([lookup, graphLookup])(random), { $set: { r: { $size: { $ifNull: ['$r', []] } }, o: 1 } }]],
    [1, () => [{ $facet: { a: [byId, { $limit: 2 }], b: [{ $group: { _id: '$m', c: { $sum: 1 } } }, byId], c: [byId, link(random, 0)] } }]],
    [
      1,
      () => [
        { $facet: random.pick<unknown>([{}, 5, { a: 5 }, { a: [{ $facet: {} }] }, { 'a.b': [] }, { a: [] }, { a: [{ $bogus: 1 }] }]) },
      ],
    ],
    [1, () => [byId, { $redact: { $cond: [{ $eq: ['$a', random.int(3)] }, random.pick(['$$PRUNE', '$$KEEP', 'x']), '$$DESCEND'] } }]],
    [1, () => [byId, { $limit: 2 }, { $unionWith: random.pick<unknown>(['other', { coll: 'other', pipeline: [{ $match: { k: 1 } }] }]) }]],
    [
      1,
      () =>
        random.pick<Document[]>([
          [{ $bogus: 1 }],
          [{ $match: 5 }],
          [{ $limit: 0 }],
          [{ $skip: -1 }],
          [{}],
          [{ $project: {} }],
          [{ $sort: { a: 2 } }],
          [{ $group: { v: { $sum: 1 } } }],
        ]),
    ],
  ]);
}

function bucketAuto(random: Random): Document {
  // Boundaries of decimals have other digits: docs/differences.md.
  const granular = random.once(3);
  return {
    groupBy: random.pick<unknown>(['$m', '$_id', '$s', ...(granular ? [] : ['$n', '$a']), { $add: ['$m', 1] }, 'm']),
    buckets: random.pick<unknown>([1, 2, 3, 5, 20, 0, 'x', 1.5]),
    ...(granular ? { granularity: random.pick<unknown>(['R5', '1-2-5', 'POWERSOF2', 'E6', 'x', 5]) } : {}),
    ...(random.once(2) ? { output: { v: { $sum: '$m' }, ids: { $push: '$_id' } } } : {}),
  };
}

/** Up to two keys; paths into arrays may share the array. */
function sortKeys(random: Random): Document {
  const keys = random.some(
    1,
    2,
    () => [random.pick<string>(['l.a', 'l.b', 'l', 'o.a', 'n', 's', path(random)]), random.pick([1, -1])] as const,
  );
  return Object.fromEntries(keys);
}

/**
 * Stages of a longer pipeline; the order of documents stays given. A field that is set was never there: where one stands that was taken
 * out before is open (docs/differences.md).
 */
function chain(random: Random): Document[] {
  let made = 0;
  const stages = random.some(2, 4, () => link(random, made++));
  // What was unwound has the same _id several times: its order in a sort is open.
  const unwound = stages.findIndex((stage) => '$unwind' in stage);
  return stages.filter((stage, at) => unwound < 0 || at < unwound || !('$sort' in stage));
}

function link(random: Random, at: number): Document {
  return random.weighted<Document>([
    [2, () => ({ $match: filter(random, 1) })],
    [1, () => ({ $match: { v0: random.pick<unknown>([1, null, { $gt: 0 }, { $exists: true }]), a: { $ne: 1 } } })],
    [3, () => ({ $addFields: { [random.pick([`v${at}`, `o.z${at}`, `v${at}.w`])]: computed(random) } })],
    [1, () => ({ $project: { n: 1, a: 1, v0: 1, [random.pick(['o.a', 's', 'o.z0'])]: 1 } })],
    [1, () => ({ $project: { [`v${at}`]: random.pick<unknown>(['$n', '$a', '$o.a', computed(random)]), m: 1, o: 1 } })],
    [1, () => ({ $unset: random.pick<unknown>(['a', ['b', 'o.a'], 'v0']) })],
    [1, () => ({ $unwind: random.pick<unknown>(['$l', '$a', { path: '$l', preserveNullAndEmptyArrays: true, includeArrayIndex: 'i' }]) })],
    [1, () => ({ $skip: random.int(4) })],
    [1, () => ({ $limit: 1 + random.int(6) })],
    [1, () => ({ $replaceWith: random.pick<unknown>([{ _id: '$_id', v0: '$n' }, { $mergeObjects: ['$$ROOT', { w: 1 }] }]) })],
    [1, () => ({ $sort: { _id: random.pick([1, -1]) } })],
  ]);
}

/** Not an object of mere paths: mongod moves a `$match` on it to where it is not there yet. */
function computed(random: Random): unknown {
  return { $ifNull: [expression(random, 1), null] };
}
