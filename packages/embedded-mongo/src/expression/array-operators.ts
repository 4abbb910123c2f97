import { MongoError } from '../errors.ts';
import { isNumeric, toNumber } from '../value/arithmetic.ts';
import { compareValues, equalValues } from '../value/compare.ts';
import { isInt32 } from '../value/types.ts';
import type { Doc, Value } from '../value/value.ts';
import { fixed, fold, kindOf, named, namedParts, namedValues, ranged, show, variadic } from './builders.ts';
import { elementOrder } from './element-order.ts';
import { type Expr, isNullish, type OperatorParser, type Scope } from './expr.ts';
import { isTruthy } from './logic-operators.ts';
import { searchRange } from './string-operators.ts';

const nRefusals = { notObject: 5787801, unknown: 5787901, missing: 5787906 };

/** Operators on arrays. */
export const arrayOperators: readonly (readonly [string, OperatorParser])[] = [
  ['$arrayElemAt', fixed('$arrayElemAt', 2, arrayElemAt)],
  ['$first', fixed('$first', 1, (value) => endOf('$first', value, 0))],
  ['$last', fixed('$last', 1, (value) => endOf('$last', value, -1))],
  ['$firstN', named('$firstN', { names: ['n', 'input'], refusals: nRefusals }, (args) => endN('$firstN', args))],
  ['$lastN', named('$lastN', { names: ['n', 'input'], refusals: nRefusals }, (args) => endN('$lastN', args))],
  ['$maxN', named('$maxN', { names: ['n', 'input'], refusals: nRefusals }, (args) => endN('$maxN', args))],
  ['$minN', named('$minN', { names: ['n', 'input'], refusals: nRefusals }, (args) => endN('$minN', args))],
  ['$concatArrays', variadic(concatArrays)],
  ['$in', fixed('$in', 2, isIn)],
  ['$indexOfArray', ranged('$indexOfArray', { min: 2, max: 4 }, indexOfArray)],
  ['$isArray', fixed('$isArray', 1, (value) => Array.isArray(value))],
  ['$range', ranged('$range', { min: 2, max: 3 }, range)],
  ['$reverseArray', fixed('$reverseArray', 1, reverseArray)],
  ['$size', fixed('$size', 1, size)],
  ['$slice', ranged('$slice', { min: 2, max: 3 }, slice)],
  ['$sortArray', parseSortArray],
  ['$zip', parseZip],
];

function arrayElemAt(array: Value, index: Value): Value {
  if (isNullish(array) || isNullish(index)) return null;
  if (!Array.isArray(array)) throw new MongoError(28689, `$arrayElemAt's first argument must be an array, but is ${kindOf(array)}`);
  if (!isNumeric(index)) throw new MongoError(28690, `$arrayElemAt's second argument must be a numeric value, but is ${kindOf(index)}`);
  if (!isInt32(toNumber(index)))
    throw new MongoError(28691, `$arrayElemAt's second argument must be representable as a 32-bit integer: ${show(index)}`);
  return array.at(toNumber(index));
}

function endOf(name: string, value: Value, at: number): Value {
  if (isNullish(value)) return null;
  if (!Array.isArray(value)) throw new MongoError(28689, `${name}'s argument must be an array, but is ${kindOf(value)}`);
  return value.at(at);
}

function endN(name: '$firstN' | '$lastN' | '$maxN' | '$minN', args: ReadonlyMap<string, Value>): Value {
  const n = positiveCount(name, args.get('n'));
  const input = args.get('input');
  if (!Array.isArray(input)) throw new MongoError(5788200, `input must be an array`);
  if (name === '$firstN') return input.slice(0, n);
  if (name === '$lastN') return input.slice(-n);
  const sign = name === '$minN' ? 1 : -1;
  return input
    .filter((value) => !isNullish(value))
    .sort((a, b) => compareValues(a, b) * sign)
    .slice(0, n);
}

/** The `n` of `$firstN` and its kin. Throws 5787902, 5787903 or 5787908. */
export function positiveCount(name: string, n: Value): number {
  if (!isNumeric(n)) throw new MongoError(5787902, `Value for 'n' must be of integral type, but found ${show(n)}`);
  if (!Number.isInteger(toNumber(n))) throw new MongoError(5787903, `Value for 'n' must be of integral type, but found ${show(n)}`);
  if (toNumber(n) <= 0)
    throw new MongoError(5787908, `'n' must be greater than 0, found ${toNumber(n)} for ${name}`.replace(` for ${name}`, ''));
  return toNumber(n);
}

function concatArrays(values: readonly Value[]): Value {
  const result: Value[] = [];
  for (const value of values) {
    if (isNullish(value)) return null;
    if (!Array.isArray(value)) throw new MongoError(28664, `$concatArrays only supports arrays, not ${kindOf(value)}`);
    result.push(...value);
  }
  return result;
}

function isIn(value: Value, array: Value): Value {
  if (!Array.isArray(array)) throw new MongoError(40081, `$in requires an array as a second argument, found: ${kindOf(array)}`);
  return array.some((item) => equalValues(item, value));
}

function indexOfArray(array: Value, wanted: Value, start: Value, end: Value): Value {
  if (isNullish(array)) return null;
  if (!Array.isArray(array)) throw new MongoError(40090, `$indexOfArray requires an array as a first argument, found: ${kindOf(array)}`);
  const { from, to } = searchRange('$indexOfArray', { start, end, length: array.length });
  for (let i = from; i < to; i++) if (equalValues(array[i], wanted)) return i;
  return -1;
}

function range(start: Value, end: Value, step: Value = 1): Value {
  const [from, to, by] = [
    rangeBound('starting value', start, 34443),
    rangeBound('ending value', end, 34445),
    rangeBound('step value', step, 34447),
  ];
  if (by === 0) throw new MongoError(34449, '$range requires a non-zero step value');
  const result: Value[] = [];
  for (let i = from; by > 0 ? i < to : i > to; i += by) {
    if (result.length > 8_000_000) throw new MongoError('ExceededMemoryLimit', '$range would use too much memory');
    result.push(i);
  }
  return result;
}

function rangeBound(what: string, value: Value, code: number): number {
  if (!isNumeric(value)) throw new MongoError(code, `$range requires a numeric ${what}, found value of type: ${kindOf(value)}`);
  if (!isInt32(toNumber(value))) {
    throw new MongoError(code + 1, `$range requires a ${what} that can be represented as a 32-bit integer, found value: ${show(value)}`);
  }
  return toNumber(value);
}

function reverseArray(value: Value): Value {
  if (isNullish(value)) return null;
  if (!Array.isArray(value))
    throw new MongoError(34435, `The argument to $reverseArray must be an array, but was of type: ${kindOf(value)}`);
  return value.toReversed();
}

function size(value: Value): Value {
  if (!Array.isArray(value)) throw new MongoError(17124, `The argument to $size must be an array, but was of type: ${kindOf(value)}`);
  return value.length;
}

function slice(array: Value, second: Value, third?: Value, ...rest: Value[]): Value {
  const hasThird = third !== undefined || rest.length > 0;
  if (isNullish(array) || isNullish(second)) return null;
  if (!Array.isArray(array)) throw new MongoError(28724, `First argument to $slice must be an array, but is of type: ${kindOf(array)}`);
  const first = sliceNumber('Second', 28725, second);
  if (!hasThird) return first >= 0 ? array.slice(0, first) : array.slice(first);
  if (isNullish(third)) return null;
  const count = sliceNumber('Third', 28727, third);
  if (count <= 0) throw new MongoError(28729, `Third argument to $slice must be positive: ${count}`);
  const from = first < 0 ? Math.max(0, array.length + first) : first;
  return array.slice(from, from + count);
}

function sliceNumber(which: string, code: number, value: Value): number {
  if (!isNumeric(value))
    throw new MongoError(code, `${which} argument to $slice must be a numeric value, but is of type: ${kindOf(value)}`);
  if (!isInt32(toNumber(value)))
    throw new MongoError(code + 1, `${which} argument to $slice can't be represented as a 32-bit integer: ${show(value)}`);
  return toNumber(value);
}

const sortRefusals = { notObject: 2942500, unknown: 2942501, missing: 2942502 };

function parseSortArray(argument: Value, scope: Scope): Expr {
  const values = namedValues('$sortArray', argument, {
    names: ['input', 'sortBy'],
    refusals: { ...sortRefusals, missing: values0(argument) },
  });
  const order = elementOrder(values.get('sortBy'), () => {
    throw new MongoError(2942506, 'The $sort element value must be either 1 or -1');
  });
  const input = namedParts('$sortArray', new Map([['input', values.get('input')]]), {
    names: ['input'],
    refusals: sortRefusals,
    scope,
  }).get('input') as Expr;
  return fold([input], (env) => {
    const array = input.evaluate(env);
    if (isNullish(array)) return null;
    if (!Array.isArray(array))
      throw new MongoError(2942504, `The input argument to $sortArray must be an array, but was of type: ${kindOf(array)}`);
    return array.toSorted(order);
  });
}

const values0 = (argument: Value) => (argument instanceof Map && argument.has('input') ? 2942503 : 2942502);

const zipRefusals = { notObject: 34460, unknown: 34464, missing: 34465 };

function parseZip(argument: Value, scope: Scope): Expr {
  const names = ['inputs', 'useLongestLength?', 'defaults?'];
  const doc = namedValues('$zip', argument, { names, refusals: zipRefusals }) as Doc;
  const inputs = doc.get('inputs');
  if (!Array.isArray(inputs)) throw new MongoError(34461, `inputs must be an array of expressions, found ${kindOf(inputs)}`);
  const longest = doc.get('useLongestLength');
  if (longest !== undefined && typeof longest !== 'boolean')
    throw new MongoError(34463, `useLongestLength must be a bool, found ${kindOf(longest)}`);
  const defaults = doc.get('defaults');
  if (defaults !== undefined && !Array.isArray(defaults))
    throw new MongoError(34462, `defaults must be an array of expressions, found ${kindOf(defaults)}`);
  if (defaults && !isTruthy(longest)) throw new MongoError(34466, 'cannot specify defaults unless useLongestLength is true');
  if (inputs.length === 0) throw new MongoError(34465, '$zip requires at least one input array');
  if (defaults && defaults.length !== inputs.length) throw new MongoError(34467, 'defaults and inputs must have the same length');
  const parts = namedParts(
    '$zip',
    new Map<string, Value>([
      ['inputs', inputs],
      ['defaults', defaults ?? []],
    ]),
    { names, refusals: zipRefusals, scope },
  );
  const [all, fill] = [parts.get('inputs') as Expr, parts.get('defaults') as Expr];
  return fold([all, fill], (env) => zip(all.evaluate(env) as Value[], fill.evaluate(env) as Value[], longest === true));
}

function zip(inputs: readonly Value[], defaults: readonly Value[], longest: boolean): Value {
  if (inputs.some(isNullish)) return null;
  const wrong = inputs.find((input) => !Array.isArray(input));
  if (wrong !== undefined) throw new MongoError(34468, `$zip found a non-array expression in input: ${show(wrong)}`);
  const arrays = inputs as readonly Value[][];
  const lengths = arrays.map((array) => array.length);
  const length = longest ? Math.max(...lengths) : Math.min(...lengths);
  return Array.from({ length }, (_, i) => arrays.map((array, which) => (i < array.length ? array[i] : (defaults[which] ?? null))));
}
