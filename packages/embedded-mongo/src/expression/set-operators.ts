import { MongoError } from '../errors.ts';
import { compareValues, equalityKey } from '../value/compare.ts';
import type { Value } from '../value/value.ts';
import { fixed, kindOf, variadic } from './builders.ts';
import { isNullish, type OperatorParser } from './expr.ts';
import { isTruthy } from './logic-operators.ts';

/** Operators that take arrays as sets. */
export const setOperators: readonly (readonly [string, OperatorParser])[] = [
  ['$allElementsTrue', fixed('$allElementsTrue', 1, (value) => elements('$allElementsTrue', 17040, value).every(isTruthy))],
  ['$anyElementTrue', fixed('$anyElementTrue', 1, (value) => elements('$anyElementTrue', 17041, value).some(isTruthy))],
  ['$setDifference', fixed('$setDifference', 2, difference)],
  ['$setEquals', variadic(equals)],
  ['$setIntersection', variadic(intersection)],
  ['$setIsSubset', fixed('$setIsSubset', 2, isSubset)],
  ['$setUnion', variadic(union)],
];

function elements(name: string, code: number, value: Value): readonly Value[] {
  if (Array.isArray(value)) return value;
  throw new MongoError(code, `${name}'s argument must be an array, but is ${kindOf(value)}`);
}

const keysOf = (values: readonly Value[]) => new Set(values.map(equalityKey));

/** The distinct values in MongoDB's order. */
function distinct(values: readonly Value[]): Value[] {
  const seen = new Map<string, Value>();
  for (const value of values) {
    const key = equalityKey(value);
    if (!seen.has(key)) seen.set(key, value);
  }
  return [...seen.values()];
}

function difference(a: Value, b: Value): Value {
  if (isNullish(a) || isNullish(b)) return null;
  if (!Array.isArray(a))
    throw new MongoError(17048, `both operands of $setDifference must be arrays. First argument is of type: ${kindOf(a)}`);
  if (!Array.isArray(b))
    throw new MongoError(17049, `both operands of $setDifference must be arrays. Second argument is of type: ${kindOf(b)}`);
  const gone = keysOf(b);
  return distinct(a).filter((value) => !gone.has(equalityKey(value)));
}

function equals(values: readonly Value[]): Value {
  if (values.length < 2) throw new MongoError(17045, `$setEquals needs at least two arguments had: ${values.length}`);
  const sets = values.map((value, i) => {
    if (Array.isArray(value)) return keysOf(value);
    throw new MongoError(17044, `All operands of $setEquals must be arrays. ${i + 1}-th argument is of type: ${kindOf(value)}`);
  });
  const [first] = sets as [Set<string>];
  return sets.every((set) => set.size === first.size && [...set].every((key) => first.has(key)));
}

function intersection(values: readonly Value[]): Value {
  if (values.some(isNullish)) return null;
  const wrong = values.find((value) => !Array.isArray(value));
  if (wrong !== undefined)
    throw new MongoError(17047, `All operands of $setIntersection must be arrays. One argument is of type: ${kindOf(wrong)}`);
  const [first = [], ...others] = values as readonly Value[][];
  const sets = others.map(keysOf);
  return distinct(first)
    .filter((value) => sets.every((set) => set.has(equalityKey(value))))
    .sort(compareValues);
}

function isSubset(a: Value, b: Value): Value {
  if (!Array.isArray(a))
    throw new MongoError(17046, `both operands of $setIsSubset must be arrays. First argument is of type: ${kindOf(a)}`);
  if (!Array.isArray(b))
    throw new MongoError(17042, `both operands of $setIsSubset must be arrays. Second argument is of type: ${kindOf(b)}`);
  const all = keysOf(b);
  return a.every((value) => all.has(equalityKey(value)));
}

function union(values: readonly Value[]): Value {
  if (values.some(isNullish)) return null;
  const wrong = values.find((value) => !Array.isArray(value));
  if (wrong !== undefined)
    throw new MongoError(17043, `All operands of $setUnion must be arrays. One argument is of type: ${kindOf(wrong)}`);
  return distinct((values as readonly Value[][]).flat(1)).sort(compareValues);
}
