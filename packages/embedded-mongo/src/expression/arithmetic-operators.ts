import { MongoError } from '../errors.ts';
import {
  add,
  isNumeric,
  multiply,
  type Numeric,
  subtract,
  toBigInt,
  toDecimal,
  toNumber,
  wholeResult,
  widerType,
} from '../value/arithmetic.ts';
import {
  decimalOf,
  decimalToNumber,
  divideDecimals,
  fromDouble34,
  moduloDecimals,
  multiplyDecimals,
  quantizeDecimal,
  type Rounding,
  toDecimal128,
} from '../value/decimal.ts';
import { toDouble } from '../value/read.ts';
import { isInt32, T, typeOf } from '../value/types.ts';
import type { Value } from '../value/value.ts';
import { commutative, fixed, kindOf, type ListedArguments, listed, nullsafe } from './builders.ts';
import { isNullish, type OperatorParser } from './expr.ts';
import { Total } from './total.ts';

/** Arithmetic on numbers, and on dates where MongoDB has it. */
export const arithmeticOperators: readonly (readonly [string, OperatorParser])[] = [
  ['$add', commutative('$add', sum)],
  ['$multiply', commutative('$multiply', product)],
  ['$subtract', fixed('$subtract', 2, nullsafe(difference))],
  ['$divide', fixed('$divide', 2, nullsafe(quotient))],
  ['$mod', fixed('$mod', 2, nullsafe(remainder))],
  ['$abs', numeric('$abs', absolute)],
  ['$ceil', numeric('$ceil', (value) => roundTo(value, 0, 'ceiling'))],
  ['$floor', numeric('$floor', (value) => roundTo(value, 0, 'floor'))],
  ['$round', listed('$round', { min: 1, max: 2 }, (args) => rounded('$round', args, 'halfEven'))],
  ['$trunc', listed('$trunc', { min: 1, max: 2 }, (args) => rounded('$trunc', args, 'truncate'))],
  ['$exp', numeric('$exp', (value) => inDoubles(value, Math.exp))],
  ['$ln', numeric('$ln', (value) => logarithm('$ln', 28766, value, Math.log))],
  ['$log10', numeric('$log10', (value) => logarithm('$log10', 28761, value, Math.log10))],
  ['$log', fixed('$log', 2, nullsafe(logToBase))],
  ['$sqrt', numeric('$sqrt', squareRoot)],
  ['$sigmoid', numeric('$sigmoid', (value) => inDoubles(value, (number) => 1 / (1 + Math.exp(-number))))],
  ['$pow', fixed('$pow', 2, nullsafe(power))],
];

/** An operator on one number that answers null for nullish. */
export function numeric(name: string, apply: (value: Numeric) => Value): OperatorParser {
  return fixed(name, 1, (value) => {
    if (isNullish(value)) return null;
    if (!isNumeric(value)) throw new MongoError(28765, `${name} only supports numeric types, not ${kindOf(value)}`);
    return apply(value);
  });
}

/** Computes in doubles; a decimal answers a decimal of that precision. */
export function inDoubles(value: Numeric, compute: (value: number) => number): Value {
  const result = compute(toNumber(value));
  return typeOf(value) === T.decimal ? toDecimal128(fromDouble34(result)) : toDouble(result);
}

function sum(values: Iterable<Value>): Value {
  const total = new Total();
  let date: Date | undefined;
  for (const value of values) {
    if (isNullish(value)) return null;
    if (isNumeric(value)) total.add(value);
    else if (!(value instanceof Date)) throw new MongoError(16554, `$add only supports numeric or date types, not ${kindOf(value)}`);
    else if (date) throw new MongoError(16612, 'only one date allowed in an $add expression');
    else date = value;
  }
  return date ? addToDate(date, total.sum()) : total.sum();
}

function addToDate(date: Date, amount: Numeric): Date {
  const moment = add(amount, BigInt(date.getTime()));
  return dateOf(typeOf(moment) === T.decimal ? toNumber(roundTo(moment, 0, 'halfEven') as Numeric) : roundToward(toNumber(moment)), '$add');
}

/** To the nearest whole number; halves go toward zero. */
function roundToward(value: number): number {
  return Math.sign(value) * Math.ceil(Math.abs(value) - 0.5);
}

/** A date that JavaScript can hold. Throws Overflow beyond. */
function dateOf(ms: number, name: string): Date {
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) throw new MongoError('Overflow', `date overflow in ${name}`);
  return date;
}

function product(values: Iterable<Value>): Value {
  let result: Numeric = 1;
  // From the first factor on, for the sign of a zero.
  let double = 1;
  for (const value of values) {
    if (isNullish(value)) return null;
    if (!isNumeric(value)) throw new MongoError('TypeMismatch', `$multiply only supports numeric types, not ${kindOf(value)}`);
    double *= toNumber(value);
    const next = multiply(result, value);
    result = typeOf(next) === T.double ? toDouble(double) : next;
  }
  return result;
}

function difference(a: Value, b: Value): Value {
  if (isNumeric(a) && isNumeric(b)) return subtract(a, b);
  if (a instanceof Date && b instanceof Date) return BigInt(a.getTime() - b.getTime());
  if (a instanceof Date && isNumeric(b)) {
    // The doubles from 2^63 on, which no long holds.
    if (typeOf(b) === T.double && !(Math.abs(toNumber(b)) < 2 ** 63)) throw outOfLong(toNumber(b));
    return dateOf(a.getTime() - toNumber(roundTo(b, 0, typeOf(b) === T.decimal ? 'halfEven' : 'truncate') as Numeric), '$subtract');
  }
  throw new MongoError('TypeMismatch', `can't $subtract ${kindOf(b)} from ${kindOf(a)}`);
}

function outOfLong(number: number): MongoError {
  return new MongoError(31109, `Can't coerce out of range value ${number} to long`);
}

function quotient(a: Value, b: Value): Value {
  if (!isNumeric(a) || !isNumeric(b))
    throw new MongoError('TypeMismatch', `$divide only supports numeric types, not ${kindOf(a)} and ${kindOf(b)}`);
  if (toNumber(b) === 0) throw new MongoError('BadValue', "can't $divide by zero");
  if (widerType(typeOf(a), typeOf(b)) === T.decimal) return toDecimal128(divideDecimals(toDecimal(a), toDecimal(b)));
  return toDouble(toNumber(a) / toNumber(b));
}

function remainder(a: Value, b: Value): Value {
  if (!isNumeric(a) || !isNumeric(b)) throw new MongoError(16611, `$mod only supports numeric types, not ${kindOf(a)} and ${kindOf(b)}`);
  const isWhole = isInt32(toNumber(b)) && typeOf(b) !== T.decimal;
  // A whole double on the right counts as an int.
  const type = widerType(typeOf(a), isWhole && typeOf(b) === T.double ? T.int : typeOf(b));
  if (toNumber(b) === 0) throw new MongoError(type === T.decimal ? 5733415 : 16610, "can't $mod by zero");
  if (type === T.decimal) return toDecimal128(moduloDecimals(toDecimal(a), toDecimal(b)));
  if (type === T.double) return toDouble(toNumber(a) % toNumber(b));
  return wholeResult(toBigInt(a) % toBigInt(b), type);
}

function absolute(value: Numeric): Value {
  const type = typeOf(value);
  if (type === T.double) return toDouble(Math.abs(toNumber(value)));
  if (type === T.decimal) {
    const decimal = toDecimal(value);
    return toDecimal128(decimal.kind === 'nan' ? decimal : { ...decimal, negative: false });
  }
  const whole = toBigInt(value);
  if (whole === -(2n ** 63n)) throw new MongoError(28680, "can't take $abs of long long min");
  const positive = whole < 0n ? -whole : whole;
  return wholeResult(positive, type) ?? null;
}

function rounded(name: string, { count, get }: ListedArguments, rounding: Rounding): Value {
  const value = get(0);
  if (isNullish(value)) return null;
  if (!isNumeric(value)) throw new MongoError(51081, `${name} only supports numeric types, not ${kindOf(value)}`);
  if (count === 1) return roundTo(value, 0, rounding);
  const place = get(1);
  if (isNullish(place)) return null;
  if (!isNumeric(place)) throw new MongoError(16004, `can't convert from BSON type ${kindOf(place)} to long`);
  const digits = toNumber(place);
  if (!Number.isFinite(digits)) throw outOfLong(digits);
  if (!isInt32(digits)) throw new MongoError(51082, `precision argument to  ${name} must be a integral value`);
  if (digits < -20 || digits > 100)
    throw new MongoError(51083, `cannot apply ${name} with precision value ${digits} value must be in [-20, 100]`);
  return roundTo(value, digits, rounding);
}

function roundTo(value: Numeric, places: number, rounding: Rounding): Value {
  const type = typeOf(value);
  if (type === T.decimal) return toDecimal128(quantizeDecimal(toDecimal(value), places, rounding));
  if (type === T.double) return roundDouble(toNumber(value), places, rounding);
  if (places >= 0) return value;
  const result = quantizeDecimal(decimalOf(toBigInt(value)), places, rounding);
  if (result.kind !== 'finite') return value;
  const whole = result.coefficient * 10n ** BigInt(-places) * (result.negative ? -1n : 1n);
  return wholeResult(whole, type) ?? overflowed();
}

function overflowed(): never {
  throw new MongoError(51080, 'invalid conversion from Decimal128 result in $round resulting from arguments');
}

function roundDouble(value: number, places: number, rounding: Rounding): Value {
  if (!Number.isFinite(value)) return value;
  if (places === 0) {
    if (rounding === 'floor') return toDouble(Math.floor(value));
    if (rounding === 'ceiling') return toDouble(Math.ceil(value));
    if (rounding === 'truncate') return toDouble(Math.trunc(value));
  }
  return toDouble(decimalToNumber(quantizeDecimal(fromDouble34(value), places, rounding)));
}

function logarithm(name: string, code: number, value: Numeric, compute: (value: number) => number): Value {
  if (toNumber(value) <= 0) throw new MongoError(code, `${name}'s argument must be a positive number, but is ${value}`);
  return inDoubles(value, compute);
}

function logToBase(value: Value, base: Value): Value {
  if (!isNumeric(value)) throw new MongoError(28756, `$log's argument must be numeric, not ${kindOf(value)}`);
  if (!isNumeric(base)) throw new MongoError(28757, `$log's base must be numeric, not ${kindOf(base)}`);
  if (toNumber(value) <= 0) throw new MongoError(28758, `$log's argument must be a positive number, but is ${value}`);
  if (!(toNumber(base) > 0 && toNumber(base) !== 1))
    throw new MongoError(28759, `$log's base must be a positive number not equal to 1, but is ${base}`);
  const decimal = widerType(typeOf(value), typeOf(base)) === T.decimal;
  const result = Math.log(toNumber(value)) / Math.log(toNumber(base));
  return decimal ? toDecimal128(fromDouble34(result)) : toDouble(result);
}

function squareRoot(value: Numeric): Value {
  if (toNumber(value) < 0) throw new MongoError(28714, "$sqrt's argument must be greater than or equal to 0");
  return inDoubles(value, Math.sqrt);
}

function power(base: Value, exponent: Value): Value {
  if (!isNumeric(base)) throw new MongoError(28762, `$pow's base must be numeric, not ${kindOf(base)}`);
  if (!isNumeric(exponent)) throw new MongoError(28763, `$pow's exponent must be numeric, not ${kindOf(exponent)}`);
  if (toNumber(base) === 0 && toNumber(exponent) < 0) throw new MongoError(28764, '$pow cannot take a base of 0 and a negative exponent');
  const type = widerType(typeOf(base), typeOf(exponent));
  if (type === T.decimal) return decimalPower(base, exponent);
  const double = toDouble(toNumber(base) ** toNumber(exponent));
  if (type === T.double) return double;
  return wholePower(toBigInt(base), toBigInt(exponent), type) ?? double;
}

function decimalPower(base: Numeric, exponent: Numeric): Value {
  const times = toNumber(exponent);
  if (!Number.isInteger(times) || Math.abs(times) > 1000) return toDecimal128(fromDouble34(toNumber(base) ** times));
  let result = decimalOf(1n);
  for (let i = 0; i < Math.abs(times); i++) result = multiplyDecimals(result, toDecimal(base));
  return toDecimal128(times < 0 ? divideDecimals(decimalOf(1n), result) : result);
}

function wholePower(base: bigint, exponent: bigint, type: number): Numeric | undefined {
  if (exponent < 0n) {
    if (base === 1n) return wholeResult(1n, type);
    return base === -1n ? wholeResult(exponent % 2n === 0n ? 1n : -1n, type) : undefined;
  }
  if (base === 0n || base === 1n || base === -1n)
    return wholeResult(exponent === 0n ? 1n : base === -1n && exponent % 2n === 0n ? 1n : base, type);
  return exponent > 63n ? undefined : wholeResult(base ** exponent, type);
}
