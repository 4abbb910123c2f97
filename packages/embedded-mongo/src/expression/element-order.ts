import { isNumeric, toNumber } from '../value/arithmetic.ts';
import { compareValues } from '../value/compare.ts';
import type { Value } from '../value/value.ts';

/** The order of array elements that `$push`'s `$sort` and `$sortArray` describe: of whole values (1 or -1), or of fields of documents. */
export function elementOrder(sort: Value, refuse: () => never): (a: Value, b: Value) => number {
  if (isNumeric(sort)) {
    const sign = signOf(sort, refuse);
    return (a, b) => compareValues(a, b) * sign;
  }
  if (!(sort instanceof Map) || sort.size === 0) refuse();
  const keys = Array.from(sort, ([path, direction]) => ({ steps: stepsOf(path, refuse), sign: signOf(direction, refuse) }));
  return (a, b) => {
    for (const { steps, sign } of keys) {
      const order = compareValues(sortValue(a, steps), sortValue(b, steps)) * sign;
      if (order !== 0) return order;
    }
    return 0;
  };
}

function stepsOf(path: string, refuse: () => never): readonly string[] {
  const steps = path.split('.');
  return steps.includes('') ? refuse() : steps;
}

function signOf(direction: Value, refuse: () => never): number {
  const sign = isNumeric(direction) ? toNumber(direction) : 0;
  return sign === 1 || sign === -1 ? sign : refuse();
}

function sortValue(value: Value, steps: readonly string[]): Value {
  let at = value;
  for (const step of steps) at = at instanceof Map ? at.get(step) : Array.isArray(at) && /^\d+$/.test(step) ? at[Number(step)] : undefined;
  return at === undefined ? null : at;
}
