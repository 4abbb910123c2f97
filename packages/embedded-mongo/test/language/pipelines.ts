import type { Document } from 'mongodb';
import type { Random } from '../differential/random.ts';
import { expression } from './expressions.ts';
import { filter } from './filters.ts';

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

function accumulator(random: Random): Document {
  return random.pick<Document>([
    { $sum: 1 },
    { $sum: '$n' },
    { $sum: '$m' },
    { $avg: '$m' },
    { $min: '$a' },
    { $max: '$b' },
    { $push: '$a' },
    { $first: '$n' },
    { $last: '$s' },
    { $count: {} },
    { $mergeObjects: '$o' },
    { $maxN: { n: 2, input: '$m' } },
    { $top: { output: '$n', sortBy: { m: -1, _id: 1 } } },
    { $bogus: 1 },
  ]);
}

/** A pipeline over the records whose answer has an order (or is sorted by the test when it groups). */
export function pipeline(random: Random): Document[] {
  return random.weighted<Document[]>([
    [4, () => [byId, { $project: { v: expression(random) } }]],
    [2, () => [byId, { $addFields: { v: expression(random), [random.pick(['a.b', 'l.z', 'o.a', 'n', 'x.y'])]: '$m' } }]],
    [3, () => [{ $match: filter(random, 1) }, byId]],
    [2, () => [{ $match: { $expr: expression(random) } }, byId]],
    [
      3,
      () => [
        byId,
        {
          $group: {
            _id: random.pick<unknown>([null, '$m', '$n', '$a', { a: '$m', b: '$missing' }]),
            v: accumulator(random),
            w: accumulator(random),
          },
        },
      ],
    ],
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
    [1, () => [{ $count: random.pick<unknown>(['n', '', '$x', 'a.b', 5]) }]],
    [1, () => [{ $sortByCount: random.pick<unknown>(['$m', 'm', { $type: '$a' }, { a: 1 }]) }, { $sort: { count: -1, _id: 1 } }]],
    [1, () => [byId, { $replaceRoot: { newRoot: random.pick<unknown>(['$o', '$a', { a: '$n' }]) } }]],
    [1, () => [byId, { $unset: random.pick<unknown>(['a', ['a', 'b.c'], ['l.a', 'o.a'], [], 5]) }]],
    [1, () => [{ $bucket: { groupBy: '$m', boundaries: random.pick<unknown>([[0, 2, 5], [1], [2, 1], [0, 'a']]), default: 'other' } }]],
    [1, () => [byId, { $bucketAuto: { groupBy: random.pick(['$m', '$_id', '$s']), buckets: random.pick<unknown>([1, 2, 5, 0, 'x']) } }]],
    [2, () => [byId, lookup(random), { $unwind: '$r' }, { $sort: { _id: 1, 'r._id': 1 } }]],
    [1, () => [{ $facet: { a: [byId, { $limit: 2 }], b: [{ $group: { _id: '$m', c: { $sum: 1 } } }, byId] } }]],
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

function lookup(random: Random): Document {
  if (random.once(3)) {
    const inner = [{ $match: { $expr: { $eq: ['$k', '$$q'] } } }, { $project: { k: 1 } }];
    return { $lookup: { from: 'other', let: { q: '$m' }, pipeline: inner, as: 'r' } };
  }
  const localField = random.pick(['m', 'l', 'a', 'a.b', 'n']);
  return {
    $lookup: { from: random.pick(['other', 'other', 'none']), localField, foreignField: random.pick(['_id', 'k', 'ks', 'o.k']), as: 'r' },
  };
}
