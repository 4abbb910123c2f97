import type { Document } from 'mongodb';
import { anyFilter, anySort } from './filters.ts';
import type { Random } from './random.ts';

/** A pipeline whose result has one right order, or whose order does not matter. */
export function anyPipeline(random: Random, collections: readonly string[]): Document[] {
  const lead: Document[] = [];
  if (!random.once(3)) lead.push({ $match: anyFilter(random) });
  lead.push({ $sort: anySort(random) });
  if (random.once(4)) lead.push({ $skip: random.int(4) });
  if (random.once(4)) lead.push({ $limit: 1 + random.int(20) });
  const shapes = random.some(0, 2, () => shape(random));
  // What was unwound has no single order any more.
  const end =
    shapes.some((stage) => '$unwind' in stage) && random.once(2)
      ? [{ $group: { _id: '$_id', count: { $sum: 1 } } }]
      : finish(random, collections);
  return [...lead, ...shapes, ...end.filter((stage) => !('$sort' in stage && shapes.some((other) => '$unwind' in other)))];
}

function shape(random: Random): Document {
  return random.pick<Document>([
    { $project: { n: 1, b: 1, t: 1 } },
    { $project: { a: 0, d: 0 } },
    { $project: { k: { $ifNull: ['$n', -1] }, n: 1, size: { $size: { $cond: [{ $isArray: '$t' }, '$t', []] } } } },
    { $addFields: { k: { $mod: [{ $ifNull: ['$n', 0] }, 3] } } },
    {
      $set: { k: { $cond: [{ $gt: ['$n', 10] }, 'hi', 'lo'] }, up: { $toUpper: { $type: '$b' } } },
    },
    { $unwind: '$t' },
    { $unwind: { path: '$s', preserveNullAndEmptyArrays: true, includeArrayIndex: 'at' } },
    { $unset: ['s', 'd.e'] },
    { $addFields: { ids: { $map: { input: { $cond: [{ $isArray: '$s' }, '$s', []] }, as: 'e', in: { $add: ['$$e.x', 1] } } } } },
    { $addFields: { found: { $filter: { input: { $cond: [{ $isArray: '$t' }, '$t', []] }, cond: { $ne: ['$$this', 'x'] } } } } },
    { $replaceWith: { _id: '$_id', n: '$n', whole: '$d' } },
    { $match: anyFilter(random) },
  ]);
}

function finish(random: Random, collections: readonly string[]): Document[] {
  const from = random.pick(collections);
  return random.pick<Document[]>([
    [],
    [],
    [{ $count: 'count' }],
    [
      {
        $group: {
          _id: random.pick(['$n', '$b', { n: '$n' }, null]),
          count: { $sum: 1 },
          sum: { $sum: '$n' },
          least: { $min: '$_id' },
          most: { $max: '$_id' },
        },
      },
    ],
    [{ $group: { _id: '$b', first: { $first: '$n' }, last: { $last: '$_id' }, all: { $push: '$n' }, mean: { $avg: '$n' } } }],
    [{ $sortByCount: '$b' }, { $group: { _id: '$count', of: { $sum: 1 } } }],
    [{ $bucket: { groupBy: { $ifNull: ['$n', 0] }, boundaries: [0, 5, 10, 1000], default: 'other', output: { count: { $sum: 1 } } } }],
    [{ $lookup: { from, localField: 'n', foreignField: 'n', as: 'same' } }, { $project: { same: { $size: '$same' } } }],
    [
      {
        $lookup: {
          from,
          let: { n: '$n' },
          pipeline: [{ $match: { $expr: { $eq: ['$n', '$$n'] } } }, { $sort: { _id: 1 } }, { $project: { _id: 1 } }, { $limit: 3 }],
          as: 'same',
        },
      },
    ],
    [{ $facet: { some: [{ $limit: 2 }, { $project: { _id: 1 } }], count: [{ $count: 'n' }] } }],
    [{ $unionWith: { coll: from, pipeline: [{ $match: { n: { $gt: 10 } } }] } }, { $group: { _id: null, count: { $sum: 1 } } }],
    [
      { $graphLookup: { from, startWith: '$n', connectFromField: 'n', connectToField: 'u', as: 'reached', maxDepth: 2 } },
      { $project: { reached: { $size: '$reached' } } },
    ],
    [{ $sort: anySort(random) }],
  ]);
}
