import { MongoError } from '../errors.ts';
import { T, typeOf } from '../value/types.ts';
import type { Value } from '../value/value.ts';
import { fixed, kindOf, variadic } from './builders.ts';
import { isNullish, type OperatorParser } from './expr.ts';

/** Operators on the bits of ints and longs (MongoDB 6.3 and later). */
export const bitwiseOperators: readonly (readonly [string, OperatorParser])[] = [
  ['$bitAnd', variadic((values) => combine('$bitAnd', values, { start: -1n, step: (a, b) => a & b }))],
  ['$bitOr', variadic((values) => combine('$bitOr', values, { start: 0n, step: (a, b) => a | b }))],
  ['$bitXor', variadic((values) => combine('$bitXor', values, { start: 0n, step: (a, b) => a ^ b }))],
  ['$bitNot', fixed('$bitNot', 1, complement)],
];

type Combination = { readonly start: bigint; readonly step: (a: bigint, b: bigint) => bigint };

function combine(name: string, given: Iterable<Value>, { start, step }: Combination): Value {
  const values = [...given];
  if (values.some(isNullish)) return null;
  const result = values.map((value) => wholeOf(name, value)).reduce(step, start);
  return values.some((value) => typeOf(value) === T.long) ? result : Number(result);
}

function complement(value: Value): Value {
  if (isNullish(value)) return null;
  const result = ~wholeOf('$bitNot', value);
  return typeOf(value) === T.long ? result : Number(result);
}

function wholeOf(name: string, value: Value): bigint {
  const type = typeOf(value);
  if (type === T.int || type === T.long) return BigInt(value as number | bigint);
  throw new MongoError('TypeMismatch', `${name} only supports int and long, not: ${kindOf(value)}.`);
}
