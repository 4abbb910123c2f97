import type { Random } from '../../differential/random.ts';
import type { Make } from './kinds.ts';

/** Expressions that answer an array. */
export function arrays(random: Random, make: Make): unknown {
  return random.pick([parts, iterations, conversions])(random, make);
}

function parts(random: Random, make: Make): unknown {
  const array = make('array');
  return random.pick<() => unknown>([
    () => ({ [random.pick(['$concatArrays', '$setUnion', '$setIntersection'])]: random.some(1, 3, () => make('array')) }),
    () => ({ $setDifference: [array, make('array')] }),
    () => ({ $slice: [array, random.int(5) - 2] }),
    () => ({ $slice: [array, random.int(5) - 2, random.int(4)] }),
    () => ({ $reverseArray: array }),
    () => ({ $range: [random.int(3), random.int(5), random.pick<unknown>([1, 2, 0, -1, 1.5])] }),
    () => ({ $range: [make('number'), random.int(5)] }),
    () => ({
      [random.pick(['$firstN', '$lastN', '$minN', '$maxN'])]: { n: random.pick<unknown>([1, 2, 9, 0, -1, '$m', 1.5]), input: array },
    }),
    () => ({ $sortArray: { input: array, sortBy: random.pick<unknown>([1, -1, { a: 1 }, { b: -1, a: 1 }, 0, 'x']) } }),
  ])();
}

function iterations(random: Random, make: Make): unknown {
  const array = make('array');
  return random.pick<() => unknown>([
    () => ({
      $map: { input: array, in: random.pick<unknown>(['$$this', { $add: ['$$this', 1] }, { $type: '$$this' }, '$$this.a', '$n']) },
    }),
    () => ({ $map: { input: array, as: 'e', in: { v: '$$e', w: make('any') } } }),
    () => ({ $filter: { input: array, as: 'e', cond: random.pick<unknown>([{ $gt: ['$$e', 1] }, '$$e', make('bool')]) } }),
    () => ({ $filter: { input: array, cond: { $ne: ['$$this', 1] }, limit: random.pick<unknown>([1, 2, 0, null, '$m']) } }),
    () => ({
      $zip: {
        inputs: [array, make('array')],
        useLongestLength: random.once(2),
        ...(random.once(4) ? { defaults: random.pick<unknown>([[0, 'x'], [1], '$l']) } : {}),
      },
    }),
    () => ({ $reduce: { input: array, initialValue: [], in: { $concatArrays: ['$$value', [{ $ifNull: ['$$this', 'none'] }]] } } }),
  ])();
}

function conversions(random: Random, make: Make): unknown {
  return random.pick<() => unknown>([
    () => ({ $objectToArray: make('object') }),
    () => ({ $split: [make('text'), random.pick<unknown>(['b', 'a', ' ', '', null, 5])] }),
    () => ({ $regexFindAll: { input: make('text'), regex: random.pick<unknown>(['a', '[ab]', '(a)(b)?', 'X', '(', null]) } }),
    () => [make('any'), make('any')],
  ])();
}
