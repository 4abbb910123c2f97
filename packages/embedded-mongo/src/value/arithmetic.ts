import { Decimal128, type Double } from 'bson';
import {
  addDecimals,
  type Decimal,
  decimalOf,
  fromDecimal128,
  fromDouble15,
  multiplyDecimals,
  negateDecimal,
  toDecimal128,
} from './decimal.ts';
import { toDouble } from './read.ts';
import { isInt32, isNumericType, T, typeOf } from './types.ts';
import type { Value } from './value.ts';

/** A number of any of BSON's four types. */
export type Numeric = number | bigint | Double | Decimal128;

/** Is it an int, double, long or decimal? */
export function isNumeric(value: Value): value is Numeric {
  return isNumericType(typeOf(value));
}

/** The number as a double (a long beyond 2^53 and a decimal lose digits). */
export function toNumber(value: Numeric): number {
  if (typeof value === 'number') return value;
  return typeof value === 'bigint' ? Number(value) : value instanceof Decimal128 ? Number(value.toString()) : value.value;
}

/** The number as a decimal, a double with 15 digits. */
export function toDecimal(value: Numeric): Decimal {
  if (value instanceof Decimal128) return fromDecimal128(value);
  if (typeof value === 'bigint') return decimalOf(value);
  const number = toNumber(value);
  return typeof value === 'number' && isInt32(value) ? decimalOf(BigInt(value)) : fromDouble15(number);
}

/** The number as a whole number: int and long as they are, others cut. NaN and infinities are 0. */
export function toBigInt(value: Numeric): bigint {
  if (typeof value === 'bigint') return value;
  const number = Math.trunc(toNumber(value));
  return Number.isFinite(number) ? BigInt(number) : 0n;
}

const minLong = -(2n ** 63n);
const maxLong = 2n ** 63n - 1n;

/** Does it fit 64 bits? */
export function isLong(value: bigint): boolean {
  return value >= minLong && value <= maxLong;
}

/** The wider of two numeric types: int < long < double < decimal. */
export function widerType(a: number, b: number): number {
  const order = [T.int, T.long, T.double, T.decimal] as readonly number[];
  return order[Math.max(order.indexOf(a), order.indexOf(b))] as number;
}

/** What a whole sum of ints or longs becomes: an int when both were and it fits, else a long; undefined beyond 64 bits. */
export function wholeResult(value: bigint, type: number): number | bigint | undefined {
  if (type === T.int && value >= -2147483648n && value <= 2147483647n) return Number(value);
  return isLong(value) ? value : undefined;
}

/** a + b in the wider type; undefined when longs overflow. */
export function addExactly(a: Numeric, b: Numeric): Numeric | undefined {
  if (typeof a === 'number' && typeof b === 'number' && isInt32(a) && isInt32(b)) {
    const sum = a + b;
    return isInt32(sum) ? sum : BigInt(sum);
  }
  const type = widerType(typeOf(a), typeOf(b));
  if (type === T.decimal) return toDecimal128(addDecimals(toDecimal(a), toDecimal(b)));
  if (type === T.double) return toDouble(toNumber(a) + toNumber(b));
  return wholeResult(toBigInt(a) + toBigInt(b), type);
}

/** a × b in the wider type; undefined when longs overflow. */
export function multiplyExactly(a: Numeric, b: Numeric): Numeric | undefined {
  const type = widerType(typeOf(a), typeOf(b));
  if (type === T.decimal) return toDecimal128(multiplyDecimals(toDecimal(a), toDecimal(b)));
  if (type === T.double) return toDouble(toNumber(a) * toNumber(b));
  return wholeResult(toBigInt(a) * toBigInt(b), type);
}

/** a + b as aggregation adds: longs that overflow become a double. */
export function add(a: Numeric, b: Numeric): Numeric {
  return addExactly(a, b) ?? toDouble(toNumber(a) + toNumber(b));
}

/** a × b as aggregation multiplies: longs that overflow become a double. */
export function multiply(a: Numeric, b: Numeric): Numeric {
  return multiplyExactly(a, b) ?? toDouble(toNumber(a) * toNumber(b));
}

/** a - b as aggregation subtracts: longs that overflow become a double. */
export function subtract(a: Numeric, b: Numeric): Numeric {
  const type = widerType(typeOf(a), typeOf(b));
  if (type === T.decimal) return toDecimal128(addDecimals(toDecimal(a), negateDecimal(toDecimal(b))));
  if (type === T.double) return toDouble(toNumber(a) - toNumber(b));
  return wholeResult(toBigInt(a) - toBigInt(b), type) ?? toDouble(toNumber(a) - toNumber(b));
}
