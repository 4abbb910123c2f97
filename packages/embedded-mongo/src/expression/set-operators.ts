import { MongoError } from '../errors.ts';
import { compareValues, equalityKey } from '../value/compare.ts';
import type { Value } from '../value/value.ts';
import { argumentsOf, commutative, fixed, kindOf, variadic } from './builders.ts';
import { type Expr, isNullish, type OperatorParser, type Scope } from './expr.ts';
import { isTruthy } from './logic-operators.ts';

/** Operators that take arrays as sets. */
export const setOperators: readonly (readonly [string, OperatorParser])[] = [
  ['$allElementsTrue', fixed('$allElementsTrue', 1, (value) => elements('$allElementsTrue', 17040, value).every(isTruthy))],
  ['$anyElementTrue', fixed('$anyElementTrue', 1, (value) => elements('$anyElementTrue', 17041, value).some(isTruthy))],
  ['$setDifference', fixed('$setDifference', 2, difference)],
  ['$setEquals', parseEquals],
  ['$setIntersection', commutative('$setIntersection', intersection)],
  ['$setIsSubset', parseIsSubset],
  ['$setUnion', commutative('$setUnion', union)],
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

function parseEquals(argument: Value, scope: Scope): Expr {
  const count = Array.isArray(argument) ? argument.length : 1;
  if (count < 2) throw new MongoError(17045, `$setEquals needs at least two arguments had: ${count}`);
  const expr = variadic(areEqual)(argument, scope);
  if (expr.constant || expr.failure) return expr;
  const constant = argumentsOf(argument, scope)
    .find((part) => part.constant)
    ?.evaluate({ root: new Map(), slots: [] });
  if (constant !== undefined && !Array.isArray(constant))
    scope.shared.failure ??= new MongoError(5887502, `All operands of $setEquals must be arrays. One is of type: ${kindOf(constant)}`);
  return expr;
}

/** Looks no further than to the first that differs. */
function areEqual(values: Iterable<Value>): Value {
  let first: ReadonlySet<string> | undefined;
  let at = 0;
  for (const value of values) {
    at++;
    if (!Array.isArray(value))
      throw new MongoError(17044, `All operands of $setEquals must be arrays. ${at}-th argument is of type: ${kindOf(value)}`);
    const keys = keysOf(value);
    first ??= keys;
    if (keys.size !== first.size || [...keys].some((key) => !first?.has(key))) return false;
  }
  return true;
}

function intersection(values: Iterable<Value>): Value {
  let left: Value[] | undefined;
  for (const value of values) {
    if (isNullish(value)) return null;
    if (!Array.isArray(value))
      throw new MongoError(17047, `All operands of $setIntersection must be arrays. One argument is of type: ${kindOf(value)}`);
    left = left ? shared(left, distinct(value)) : distinct(value);
  }
  return (left ?? []).sort(compareValues);
}

/** With a constant set MongoDB looks at it beforehand, and has other codes. */
function parseIsSubset(argument: Value, scope: Scope): Expr {
  const [, second] = argumentsOf(argument, scope);
  if (!second?.constant) return fixed('$setIsSubset', 2, (a, b) => isSubset(a, b, 17046))(argument, scope);
  const set = second.evaluate({ root: new Map(), slots: [] });
  const expr = fixed('$setIsSubset', 2, (a, b) => isSubset(a, b, 17310))(argument, scope);
  if (!Array.isArray(set)) scope.shared.failure ??= new MongoError(17311, subsetRefusal('Second', set));
  return expr;
}

const subsetRefusal = (which: string, value: Value) =>
  `both operands of $setIsSubset must be arrays. ${which} argument is of type: ${kindOf(value)}`;

/** What two sets share; of two equal values that of the smaller set. */
function shared(a: Value[], b: Value[]): Value[] {
  const [smaller, larger] = a.length > b.length ? [b, a] : [a, b];
  const keys = keysOf(larger);
  return smaller.filter((item) => keys.has(equalityKey(item)));
}

function isSubset(a: Value, b: Value, code: number): Value {
  if (!Array.isArray(a)) throw new MongoError(code, subsetRefusal('First', a));
  if (!Array.isArray(b)) throw new MongoError(17042, subsetRefusal('Second', b));
  const all = keysOf(b);
  return a.every((value) => all.has(equalityKey(value)));
}

function union(values: Iterable<Value>): Value {
  const all: Value[] = [];
  for (const value of values) {
    if (isNullish(value)) return null;
    if (!Array.isArray(value))
      throw new MongoError(17043, `All operands of $setUnion must be arrays. One argument is of type: ${kindOf(value)}`);
    all.push(...value);
  }
  return distinct(all).sort(compareValues);
}
