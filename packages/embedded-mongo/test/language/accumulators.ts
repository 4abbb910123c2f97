import type { Document } from 'mongodb';
import type { Random } from '../differential/random.ts';
import { expression } from './expressions/expression.ts';

const counts = [1, 2, 5, 0, -1, 1.5, 'x', null, '$m', '$a', { $add: [1, 1] }];
const orders: readonly Document[] = [{ m: -1, _id: 1 }, { _id: 1 }, { n: 1, _id: -1 }, { 'l.a': 1, _id: 1 }];

/** An accumulator of `$group` or `$bucket`, right or wrong; the order of its elements is given. */
export function accumulator(random: Random): Document {
  return random.weighted<Document>([
    [
      3,
      () => ({ [random.pick(['$sum', '$avg', '$min', '$max', '$first', '$last', '$push'])]: random.pick(['$n', '$m', '$a', '$b', '$s']) }),
    ],
    [2, () => ({ [random.pick(['$sum', '$avg', '$min', '$max', '$first', '$last', '$push'])]: expression(random, 1) })],
    [1, () => ({ $sum: 1 })],
    [1, () => ({ $count: random.once(6) ? 1 : {} })],
    [1, () => ({ $mergeObjects: random.pick(['$o', '$b', '$l']) })],
    [
      2,
      () => ({
        [random.pick(['$firstN', '$lastN', '$minN', '$maxN'])]: {
          n: random.once(2) ? 2 : random.pick<unknown>(counts),
          input: random.pick(['$n', '$m', '$a', '$s']),
        },
      }),
    ],
    [
      1,
      () => ({ [random.pick(['$top', '$bottom'])]: { output: random.pick<unknown>(['$n', ['$n', '$s']]), sortBy: random.pick(orders) } }),
    ],
    [
      1,
      () => ({
        [random.pick(['$topN', '$bottomN'])]: { n: random.pick<unknown>([1, 2, 3, 0, '$m']), output: '$n', sortBy: random.pick(orders) },
      }),
    ],
    [1, () => random.pick<Document>([{ $bogus: 1 }, { $sum: ['$n', '$m'] }, { $sum: 1, $avg: 1 }, {}, { $firstN: { n: 1 } }])],
  ]);
}

/** The fields of a group beside its `_id`. */
export function accumulators(random: Random): Document {
  return { v: accumulator(random), ...(random.once(2) ? { w: accumulator(random) } : {}) };
}

/** What documents are grouped by. */
export function groupKey(random: Random): unknown {
  return random.weighted<unknown>([
    [4, () => random.pick<unknown>([null, '$m', '$n', '$a', '$s', '$l', { a: '$m', b: '$missing' }, { a: { b: '$m' } }])],
    [1, () => expression(random, 1)],
  ]);
}
