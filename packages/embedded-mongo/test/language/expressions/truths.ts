import type { Random } from '../../differential/random.ts';
import type { Make } from './kinds.ts';

/** Expressions that answer true or false. */
export function truths(random: Random, make: Make): unknown {
  return random.pick<() => unknown>([
    () => ({ [random.pick(['$eq', '$ne', '$gt', '$gte', '$lt', '$lte'])]: [make('any'), make('any')] }),
    () => ({ [random.pick(['$and', '$or'])]: random.some(0, 3, () => make(random.pick(['bool', 'any']))) }),
    () => ({ $not: random.pick<unknown>([make('bool'), [make('any')]]) }),
    () => ({ $in: [make('any'), make('array')] }),
    () => ({ $setEquals: [make('array'), make('array')] }),
    // A constant set has another code for the same fault: docs/differences.md.
    () => ({ $setIsSubset: [make('array'), random.pick<unknown>(['$l', '$a', ['$n', '$s']])] }),
    () => ({ [random.pick(['$allElementsTrue', '$anyElementTrue'])]: [make('array')] }),
    () => ({ [random.pick(['$isArray', '$isNumber'])]: make('any') }),
    () => ({
      $regexMatch: { input: make('text'), regex: random.pick<unknown>(['^a', 'B', 'é', '[', null]), options: random.pick(['', 'i', 'x']) },
    }),
    () => ({ $toBool: make('any') }),
  ])();
}
