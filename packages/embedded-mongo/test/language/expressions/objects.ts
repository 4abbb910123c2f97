import type { Random } from '../../differential/random.ts';
import type { Make } from './kinds.ts';

/** Expressions that answer a document. */
export function objects(random: Random, make: Make): unknown {
  return random.pick<() => unknown>([
    () => ({ $mergeObjects: [make('object'), { z: make('any') }] }),
    () => ({ $mergeObjects: make(random.pick(['object', 'array'])) }),
    () => ({
      $arrayToObject: random.pick<unknown>([make('array'), [[['k', make('any')]]], [[{ k: 'q', v: make('any') }]], [[['k', 1, 2]]]]),
    }),
    () => ({ $arrayToObject: { $objectToArray: make('object') } }),
    () => ({
      $setField: {
        // Fields that no stage takes out before: MongoDB would set them where they were.
        field: random.pick<unknown>(['m', 'k', 'x.y', '$z', 5]),
        input: random.pick<unknown>(['$o', '$b', '$$ROOT', '$missing', 5]),
        value: make('any'),
      },
    }),
    () => ({ $unsetField: { field: random.pick<unknown>(['a', 'k']), input: make('object') } }),
    () => ({ $dateToParts: { date: make('date'), iso8601: random.pick<unknown>([true, false, null]) } }),
    () => ({
      $regexFind: { input: make('text'), regex: random.pick<unknown>(['a', '(b)', 'z']), options: random.pick<unknown>(['', 'i', 'q']) },
    }),
    () => ({ x: make('any'), y: { z: make('any') } }),
  ])();
}
