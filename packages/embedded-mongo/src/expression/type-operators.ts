import { Decimal128, ObjectId, Timestamp } from 'bson';
import { MongoError } from '../errors.ts';
import { isNumeric, toDecimal, toNumber } from '../value/arithmetic.ts';
import { isWholeDecimal, parseDecimal, quantizeDecimal, toDecimal128, truncateToBigInt } from '../value/decimal.ts';
import { toDouble } from '../value/read.ts';
import { isNumericType, T, typeByName, typeName, typeOf } from '../value/types.ts';
import type { Value } from '../value/value.ts';
import { fixed, fold, kindOf, namedValues } from './builders.ts';
import { compileExpression } from './compile-expression.ts';
import { parseDateText } from './date-text.ts';
import { type Expr, isNullish, type OperatorParser, type Scope } from './expr.ts';
import { formatNumber } from './format-number.ts';
import { isTruthy } from './logic-operators.ts';

/** Operators that tell or change a value's type. */
export const typeOperators: readonly (readonly [string, OperatorParser])[] = [
  ['$type', fixed('$type', 1, (value) => (value === undefined ? 'missing' : typeName(typeOf(value))))],
  ['$isNumber', fixed('$isNumber', 1, (value) => isNumericType(typeOf(value)))],
  ['$convert', parseConvert],
  ['$toBool', conversion('$toBool', T.bool)],
  ['$toDate', conversion('$toDate', T.date)],
  ['$toDecimal', conversion('$toDecimal', T.decimal)],
  ['$toDouble', conversion('$toDouble', T.double)],
  ['$toInt', conversion('$toInt', T.int)],
  ['$toLong', conversion('$toLong', T.long)],
  ['$toObjectId', conversion('$toObjectId', T.objectId)],
  ['$toString', conversion('$toString', T.string)],
];

function conversion(name: string, type: number): OperatorParser {
  const parse = fixed(name, 1, (value) => convertOrNull(value, type));
  return (argument, scope) => {
    if (Array.isArray(argument) && argument.length !== 1)
      throw new MongoError(50723, `${name} requires a single argument, got ${argument.length}`);
    return parse(argument, scope);
  };
}

function convertOrNull(value: Value, type: number): Value {
  return isNullish(value) ? null : convert(value, type);
}

function failure(message: string): MongoError {
  return new MongoError('ConversionFailure', `${message} in $convert with no onError value`);
}

function parseConvert(argument: Value, scope: Scope): Expr {
  const doc = namedValues('$convert', argument, {
    names: ['input', 'to', 'onError?', 'onNull?'],
    refusals: { notObject: 9, unknown: 9, missing: 9 },
  });
  const part = (name: string) => (doc.has(name) ? compileExpression(doc.get(name), scope) : undefined);
  const [input, to, onError, onNull] = [part('input') as Expr, part('to') as Expr, part('onError'), part('onNull')];
  return fold(
    [input, to, onError, onNull].filter((one) => one !== undefined),
    (env) => {
      const target = to.evaluate(env);
      const value = input.evaluate(env);
      const type = isNullish(target) ? undefined : targetType(target);
      if (isNullish(value)) return onNull ? onNull.evaluate(env) : null;
      if (type === undefined) return null;
      try {
        return convert(value, type);
      } catch (error) {
        if (onError && error instanceof MongoError && error.code === 241) return onError.evaluate(env);
        throw error;
      }
    },
  );
}

function targetType(target: Value): number {
  if (typeof target === 'string') {
    const type = typeByName(target);
    if (type === undefined) throw new MongoError('BadValue', `Unknown type name: ${target}`);
    return type;
  }
  if (!isNumeric(target))
    throw new MongoError('FailedToParse', `$convert's 'to' argument must be a string or number, but is ${kindOf(target)}`);
  if (!Number.isInteger(toNumber(target))) throw new MongoError('FailedToParse', "In $convert, numeric 'to' argument is not an integer");
  const type = toNumber(target) === -1 ? T.minKey : toNumber(target);
  if (typeName(type) === 'unknown')
    throw new MongoError('FailedToParse', `In $convert, numeric value for 'to' does not correspond to a BSON type: ${type}`);
  return type;
}

function unsupported(value: Value, type: number): MongoError {
  return failure(`Unsupported conversion from ${kindOf(value)} to ${typeName(type)}`);
}

function convert(value: Value, type: number): Value {
  if (typeOf(value) === type) return value;
  switch (type) {
    case T.bool:
      return isConvertibleToBool(value) ? isTruthy(value) : refuse(value, type);
    case T.double:
      return toDoubleValue(value);
    case T.int:
      return toWhole(value, T.int);
    case T.long:
      return toWhole(value, T.long);
    case T.decimal:
      return toDecimalValue(value);
    case T.string:
      return toText(value);
    case T.date:
      return toDate(value);
    case T.objectId:
      return toObjectId(value);
    default:
      throw unsupported(value, type);
  }
}

function refuse(value: Value, type: number): never {
  throw unsupported(value, type);
}

const boolTypes = new Set<number>([
  T.double,
  T.string,
  T.objectId,
  T.date,
  T.int,
  T.long,
  T.decimal,
  T.timestamp,
  T.object,
  T.array,
  T.binData,
  T.regex,
  T.javascript,
  T.symbol,
  T.minKey,
  T.maxKey,
  T.dbPointer,
  T.javascriptWithScope,
]);

function isConvertibleToBool(value: Value): boolean {
  return boolTypes.has(typeOf(value));
}

function toDoubleValue(value: Value): Value {
  if (typeof value === 'boolean') return toDouble(value ? 1 : 0);
  if (value instanceof Date) return toDouble(value.getTime());
  if (typeof value === 'string') return toDouble(parseNumber(value));
  if (!isNumeric(value)) throw unsupported(value, T.double);
  const result = toNumber(value);
  if (value instanceof Decimal128 && !Number.isFinite(result) && toDecimal(value).kind === 'finite') {
    throw failure(`Conversion would overflow target type`);
  }
  return toDouble(result);
}

function parseNumber(text: string): number {
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text)) return inRange(Number(text), text);
  if (/^[+-]?inf(?:inity)?$/i.test(text)) return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (/^[+-]?nan(?:\(\w*\))?$/i.test(text)) return Number.NaN;
  if (/^0x/i.test(text)) throw failure(`Illegal hexadecimal input in $convert with no onError value: ${text}`);
  const hexadecimal = /^([+-])0x([\da-f]*)\.?([\da-f]*)(?:p([+-]?\d+))?$/i.exec(text);
  if (hexadecimal && (hexadecimal[2] || hexadecimal[3])) return inRange(hexadecimalNumber(hexadecimal), text);
  throw failure(`Failed to parse number '${text}'`);
}

/** The C library's reading of hexadecimal floating point, which MongoDB lets through behind a sign. */
function hexadecimalNumber([, sign, whole = '', fraction = '', exponent = '0']: readonly (string | undefined)[]): number {
  const number = Number(BigInt(`0x${whole}${fraction}`)) * 2 ** (Number(exponent) - 4 * fraction.length);
  return sign === '-' ? -number : number;
}

/** Throws where a text's number is too great for a double, or too near to zero. */
function inRange(number: number, text: string): number {
  const lost = Math.abs(number) < 2.2250738585072014e-308 && /[1-9]/.test(text.replace(/e.*/i, ''));
  if (!Number.isFinite(number) || lost) throw failure(`Failed to parse number '${text}': Out of range`);
  return number;
}

function toWhole(value: Value, type: number): Value {
  if (typeof value === 'boolean') return fitWhole(value ? 1n : 0n, type);
  if (value instanceof Date && type === T.long) return BigInt(value.getTime());
  if (typeof value === 'string') return fitWhole(parseWhole(value), type);
  if (!isNumeric(value)) throw unsupported(value, type);
  if (value instanceof Decimal128) {
    const decimal = toDecimal(value);
    if (decimal.kind === 'nan') throw failure('Attempt to convert NaN value to integer type');
    if (decimal.kind === 'infinity') throw failure('Attempt to convert infinity value to integer type');
    return fitWhole(truncateToBigInt(decimal), type);
  }
  if (typeof value === 'bigint') return fitWhole(value, type);
  const number = toNumber(value);
  if (Number.isNaN(number)) throw failure('Attempt to convert NaN value to integer type');
  if (!Number.isFinite(number)) throw failure('Attempt to convert infinity value to integer type');
  if (type === T.int && (number > 0x7fff_ffff || number < -0x8000_0000)) throw failure('Conversion would overflow target type');
  return fitWhole(BigInt(Math.trunc(number)), type);
}

function parseWhole(text: string): bigint {
  if (/^[+-]?\d+$/.test(text)) return BigInt(text.replace(/^\+/, ''));
  throw failure(`Failed to parse number '${text}'`);
}

function fitWhole(value: bigint, type: number): Value {
  const bits = type === T.int ? 32 : 64;
  if (BigInt.asIntN(bits, value) !== value) throw failure(`Conversion would overflow target type`);
  return type === T.int ? Number(value) : value;
}

function toDecimalValue(value: Value): Value {
  if (typeof value === 'boolean') return toDecimal128(toDecimal(value ? 1 : 0));
  if (value instanceof Date) return toDecimal128(toDecimal(BigInt(value.getTime())));
  if (typeof value === 'string') {
    const decimal = parseDecimal(value);
    if (!decimal) throw failure(`Failed to parse number '${value}'`);
    return toDecimal128(decimal);
  }
  if (!isNumeric(value)) throw unsupported(value, T.decimal);
  return toDecimal128(toDecimal(value));
}

function toText(value: Value): Value {
  if (typeof value === 'boolean') return String(value);
  if (value instanceof ObjectId) return value.toHexString();
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Decimal128) return value.toString();
  if (isNumeric(value)) return formatNumber(value);
  throw unsupported(value, T.string);
}

function toDate(value: Value): Value {
  if (value instanceof ObjectId) return value.getTimestamp();
  if (value instanceof Timestamp) return new Date(value.t * 1000);
  if (typeof value === 'string') return parseDateText(value, 241);
  if (!isNumeric(value) || typeOf(value) === T.int) throw unsupported(value, T.date);
  const decimal = toDecimal(value);
  const millis = isWholeDecimal(decimal) ? truncateToBigInt(decimal) : truncateToBigInt(quantizeDecimal(decimal, 0, 'truncate'));
  if (decimal.kind !== 'finite') throw failure(`Attempt to convert ${decimal.kind === 'nan' ? 'NaN' : 'infinity'} value to integer type`);
  const date = new Date(Number(millis));
  if (Number.isNaN(date.getTime())) throw failure('Conversion would overflow target type');
  return date;
}

function toObjectId(value: Value): Value {
  if (typeof value !== 'string') throw unsupported(value, T.objectId);
  if (!/^[0-9a-fA-F]{24}$/.test(value)) throw failure(`Failed to parse objectId '${value}'`);
  return ObjectId.createFromHexString(value);
}
