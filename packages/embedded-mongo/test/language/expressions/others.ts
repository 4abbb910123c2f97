import type { Random } from '../../differential/random.ts';
import type { Make } from './kinds.ts';

/** A branch of `$switch`. */
function branch(test: unknown, result: unknown): unknown {
  return Object.fromEntries([
    ['case', test],
    ['then', result],
  ]);
}

const types = ['int', 'long', 'double', 'decimal', 'bool', 'string', 'date', 'objectId', 'bogus', 16, 2, 99, null];

/** Expressions that answer anything. */
export function others(random: Random, make: Make): unknown {
  return random.pick<() => unknown>([
    () => ({ $cond: [make('bool'), make('any'), make('any')] }),
    () => ({
      $cond: Object.fromEntries([
        ['if', make('bool')],
        ['then', make('any')],
        ['else', make('any')],
      ]),
    }),
    () => ({ $ifNull: [make('any'), make('any')] }),
    () => ({ $ifNull: [make('any'), make('any'), 'none'] }),
    () => ({ $switch: { branches: [branch(make('bool'), make('any'))], default: make('any') } }),
    () => ({ $switch: { branches: [branch(make('bool'), 1), branch(make('any'), 2)] } }),
    () => ({ $arrayElemAt: [make('array'), random.pick<unknown>([0, -1, 9, 'x', 1.5, make('number')])] }),
    () => ({ [random.pick(['$first', '$last'])]: make('array') }),
    () => ({ $let: { vars: { q: make('any') }, in: ['$$q', { $type: '$$q' }] } }),
    () => ({ $let: { vars: { q: make('object') }, in: '$$q.a' } }),
    () => ({ $getField: random.pick<unknown>(['a', 'a.b', { field: 'a', input: make('object') }, { field: 5, input: '$o' }]) }),
    () => ({ $convert: { input: make('any'), to: random.pick<unknown>(types), onError: 'err', onNull: 'nul' } }),
    () => ({ $convert: { input: make('any'), to: random.pick<unknown>(types) } }),
    () => ({ $literal: random.pick<unknown>(['$n', { $add: [1, 2] }, [1, '$a']]) }),
    () => ({ $toObjectId: random.pick<unknown>(['0123456789abcdef01234567', 'x', make('any')]) }),
    () => random.pick<unknown>(['$$ROOT.n', '$$CURRENT.s', '$$REMOVE', '$l.a', '$a.0']),
    () => random.pick<unknown>([{ $bogus: 1 }, '$$undef', '$a..b', { $eq: [1] }, { $add: 'x' }, { $first: 5 }, { 'x.y': 1 }]),
  ])();
}
