import { MongoError } from '../errors.ts';
import { isNumeric, toNumber } from '../value/arithmetic.ts';
import { equalValues } from '../value/compare.ts';
import { isInt32 } from '../value/types.ts';
import type { Value } from '../value/value.ts';
import {
  argumentsOf,
  fixed,
  fold,
  kindOf,
  type ListedArguments,
  listed,
  type NamedArguments,
  type NamedRefusals,
  named,
  namedParts,
  namedValues,
  show,
  unfolded,
  variadic,
} from './builders.ts';
import { elementOrder } from './element-order.ts';
import { type Env, type Expr, isNullish, type OperatorParser, type Scope } from './expr.ts';
import { keepExtreme } from './keep-extreme.ts';
import { searchRange } from './string-operators.ts';

/** How `$firstN` and `$lastN` refuse their arguments. */
export const nRefusals: NamedRefusals = {
  notObject: 5787801,
  unknown: 5787901,
  missing: (given) => (given.has('n') ? 5787907 : 5787906),
};
/** And how `$minN` and `$maxN` do. */
export const extremeRefusals: NamedRefusals = { ...nRefusals, notObject: 5787900 };

/** Operators on arrays. */
export const arrayOperators: readonly (readonly [string, OperatorParser])[] = [
  ['$arrayElemAt', fixed('$arrayElemAt', 2, arrayElemAt)],
  ['$first', fixed('$first', 1, (value) => endOf('$first', value, 0))],
  ['$last', fixed('$last', 1, (value) => endOf('$last', value, -1))],
  ['$firstN', unfolded(named('$firstN', { names: ['n', 'input'], refusals: nRefusals }, (args) => endN('$firstN', args)))],
  ['$lastN', unfolded(named('$lastN', { names: ['n', 'input'], refusals: nRefusals }, (args) => endN('$lastN', args)))],
  ['$maxN', unfolded(named('$maxN', { names: ['n', 'input'], refusals: extremeRefusals }, (args) => endN('$maxN', args)))],
  ['$minN', unfolded(named('$minN', { names: ['n', 'input'], refusals: extremeRefusals }, (args) => endN('$minN', args)))],
  ['$concatArrays', variadic(concatArrays)],
  ['$in', fixed('$in', 2, isIn)],
  ['$indexOfArray', listed('$indexOfArray', { min: 2, max: 4 }, indexOfArray)],
  ['$isArray', fixed('$isArray', 1, (value) => Array.isArray(value))],
  ['$range', listed('$range', { min: 2, max: 3 }, range)],
  ['$reverseArray', fixed('$reverseArray', 1, reverseArray)],
  ['$size', fixed('$size', 1, size)],
  ['$slice', listed('$slice', { min: 2, max: 3 }, slice)],
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

function endN(name: '$firstN' | '$lastN' | '$maxN' | '$minN', args: NamedArguments): Value {
  const n = positiveCount(name, args.get('n'));
  const input = args.get('input');
  if (!Array.isArray(input)) throw new MongoError(5788200, `input must be an array`);
  if (name === '$firstN') return input.slice(0, n);
  if (name === '$lastN') return input.slice(-n);
  const kept: Value[] = [];
  const largest = name === '$maxN';
  for (const value of input) if (!isNullish(value)) keepExtreme(kept, value, { count: n, largest });
  return largest ? kept.toReversed() : kept;
}

/** The `n` of `$firstN` and its kin. Throws 5787902, 5787903 or 5787908. */
export function positiveCount(name: string, n: Value): number {
  if (!isNumeric(n)) throw new MongoError(5787902, `Value for 'n' must be of integral type, but found ${show(n)}`);
  if (!Number.isInteger(toNumber(n))) throw new MongoError(5787903, `Value for 'n' must be of integral type, but found ${show(n)}`);
  if (toNumber(n) <= 0)
    throw new MongoError(5787908, `'n' must be greater than 0, found ${toNumber(n)} for ${name}`.replace(` for ${name}`, ''));
  return toNumber(n);
}

function concatArrays(values: Iterable<Value>): Value {
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

function indexOfArray(args: ListedArguments): Value {
  const array = args.get(0);
  if (isNullish(array)) return null;
  if (!Array.isArray(array)) throw new MongoError(40090, `$indexOfArray requires an array as a first argument, found: ${kindOf(array)}`);
  const wanted = args.get(1);
  const { from, to } = searchRange('$indexOfArray', args, array.length);
  for (let i = from; i < to; i++) if (equalValues(array[i], wanted)) return i;
  return -1;
}

function range({ count, get }: ListedArguments): Value {
  const [start, end] = [get(0), get(1)];
  const [from, to] = [rangeBound('starting value', start, 34443), rangeBound('ending value', end, 34445)];
  const by = count === 2 ? 1 : rangeBound('step value', get(2), 34447);
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

function slice({ count, get }: ListedArguments): Value {
  const [array, second] = [get(0), get(1)];
  if (isNullish(array) || isNullish(second)) return null;
  if (!Array.isArray(array)) throw new MongoError(28724, `First argument to $slice must be an array, but is of type: ${kindOf(array)}`);
  const first = sliceNumber('Second', 28725, second);
  if (count === 2) return first >= 0 ? array.slice(0, first) : array.slice(first);
  const third = get(2);
  if (isNullish(third)) return null;
  const length = sliceNumber('Third', 28727, third);
  if (length <= 0) throw new MongoError(28729, `Third argument to $slice must be positive: ${length}`);
  const from = first < 0 ? Math.max(0, array.length + first) : first;
  return array.slice(from, from + length);
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
  const input = namedParts('$sortArray', new Map([['input', values.get('input')]]), {
    names: ['input'],
    refusals: sortRefusals,
    scope,
  }).get('input') as Expr;
  const sort = values.get('sortBy');
  const order = elementOrder(sort, () => refuseOrder(sort));
  const evaluate = (env: Env): Value => {
    const array = input.evaluate(env);
    if (isNullish(array)) return null;
    if (!Array.isArray(array))
      throw new MongoError(2942504, `The input argument to $sortArray must be an array, but was of type: ${kindOf(array)}`);
    return array.toSorted(order);
  };
  return { evaluate, constant: false };
}

function refuseOrder(sort: Value): never {
  if (sort instanceof Map) throw new MongoError(2942505, 'BadValue: The sort element value must be either 1 or -1');
  if (isNumeric(sort)) throw new MongoError(2942506, 'The $sort element value must be either 1 or -1');
  throw new MongoError(2942507, 'The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields');
}

const values0 = (argument: Value) => (argument instanceof Map && argument.has('input') ? 2942503 : 2942502);

const zipRefusals = { notObject: 34460, unknown: 34464, missing: 34465 };

function parseZip(argument: Value, scope: Scope): Expr {
  const doc = namedValues('$zip', argument, { names: ['inputs', 'useLongestLength?', 'defaults?'], refusals: zipRefusals });
  let [all, fill, longest]: [readonly Expr[], readonly Expr[], boolean] = [[], [], false];
  for (const [name, value] of doc) {
    if (name === 'inputs') all = zipList(name, 34461, value, scope);
    else if (name === 'defaults') fill = zipList(name, 34462, value, scope);
    else if (typeof value === 'boolean') longest = value;
    else throw new MongoError(34463, `useLongestLength must be a bool, found ${kindOf(value)}`);
  }
  if (all.length === 0) throw new MongoError(34465, '$zip requires at least one input array');
  if (fill.length > 0 && !longest) throw new MongoError(34466, 'cannot specify defaults unless useLongestLength is true');
  if (fill.length > 0 && fill.length !== all.length) throw new MongoError(34467, 'defaults and inputs must have the same length');
  return fold([...all, ...fill], (env) => zip({ all, fill, longest }, env));
}

function zipList(name: string, code: number, value: Value, scope: Scope): readonly Expr[] {
  if (!Array.isArray(value)) throw new MongoError(code, `${name} must be an array of expressions, found ${kindOf(value)}`);
  return argumentsOf(value, scope);
}

type Zip = { readonly all: readonly Expr[]; readonly fill: readonly Expr[]; readonly longest: boolean };

function zip({ all, fill, longest }: Zip, env: Env): Value {
  const arrays: Value[][] = [];
  for (const part of all) {
    const input = part.evaluate(env);
    if (isNullish(input)) return null;
    if (!Array.isArray(input)) throw new MongoError(34468, `$zip found a non-array expression in input: ${show(input)}`);
    arrays.push(input);
  }
  const defaults = fill.map((part) => part.evaluate(env));
  const lengths = arrays.map((array) => array.length);
  const length = longest ? Math.max(...lengths) : Math.min(...lengths);
  return Array.from({ length }, (_, i) => arrays.map((array, which) => (i < array.length ? array[i] : (defaults[which] ?? null))));
}
