import { BSONSymbol, Code, Decimal128, Timestamp } from 'bson';
import { MongoError } from '../errors.ts';
import { isNumeric, toNumber } from '../value/arithmetic.ts';
import { compareText } from '../value/compare.ts';
import type { Value } from '../value/value.ts';
import { fixed, kindOf, type ListedArguments, listed, type NamedArguments, named, variadic } from './builders.ts';
import { isNullish, type OperatorParser } from './expr.ts';
import { formatNumber } from './format-number.ts';

const trimRefusals = { notObject: 50696, unknown: 50694, missing: 50695 };
const replaceRefusals = { notObject: 51751, unknown: 51750, missing: 51749 };
const replaceSpec = { names: ['input', 'find', 'replacement'], refusals: replaceRefusals, folds: false };

/** Operators on text. */
export const stringOperators: readonly (readonly [string, OperatorParser])[] = [
  ['$concat', variadic(concat)],
  ['$toLower', fixed('$toLower', 1, (value) => asText(value).replace(/[A-Z]+/g, (letters) => letters.toLowerCase()))],
  ['$toUpper', fixed('$toUpper', 1, (value) => asText(value).replace(/[a-z]+/g, (letters) => letters.toUpperCase()))],
  ['$strcasecmp', fixed('$strcasecmp', 2, (a, b) => Math.sign(compareText(asciiUpper(asText(a)), asciiUpper(asText(b)))))],
  ['$strLenBytes', fixed('$strLenBytes', 1, (value) => Buffer.byteLength(required('$strLenBytes', 34473, value)))],
  ['$strLenCP', fixed('$strLenCP', 1, (value) => Array.from(required('$strLenCP', 34471, value)).length)],
  ['$split', fixed('$split', 2, split)],
  ['$substr', fixed('$substr', 3, substrBytes)],
  ['$substrBytes', fixed('$substrBytes', 3, substrBytes)],
  ['$substrCP', fixed('$substrCP', 3, substrCP)],
  ['$indexOfBytes', listed('$indexOfBytes', { min: 2, max: 4 }, indexOfBytes)],
  ['$indexOfCP', listed('$indexOfCP', { min: 2, max: 4 }, indexOfCP)],
  ['$trim', named('$trim', { names: ['input', 'chars?'], refusals: trimRefusals }, (args) => trim('$trim', args))],
  ['$ltrim', named('$ltrim', { names: ['input', 'chars?'], refusals: trimRefusals }, (args) => trim('$ltrim', args))],
  ['$rtrim', named('$rtrim', { names: ['input', 'chars?'], refusals: trimRefusals }, (args) => trim('$rtrim', args))],
  ['$replaceOne', named('$replaceOne', replaceSpec, (args) => replace('$replaceOne', args))],
  ['$replaceAll', named('$replaceAll', replaceSpec, (args) => replace('$replaceAll', args))],
];

/** Bytes that a text may have (source: MongoDB's `BSONObjMaxUserSize`). */
const maxBytes = 16 * 1024 * 1024;

function concat(values: Iterable<Value>): Value {
  let text = '';
  for (const value of values) {
    if (isNullish(value)) return null;
    if (typeof value !== 'string') throw new MongoError(16702, `$concat only supports strings, not ${kindOf(value)}`);
    text += value;
  }
  if (Buffer.byteLength(text) >= maxBytes) throw new MongoError(16493, 'Tried to create string longer than 16MB');
  return text;
}

const asciiUpper = (text: string) => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());

/** A value as text where MongoDB coerces: strings, numbers, dates, null as empty. Throws 16007 for others. */
export function asText(value: Value): string {
  if (typeof value === 'string') return value;
  if (isNullish(value)) return '';
  if (isNumeric(value)) return value instanceof Decimal128 ? value.toString() : coerced(formatNumber(value));
  if (value instanceof Date) return value.toISOString();
  if (value instanceof BSONSymbol) return value.value;
  if (value instanceof Code) return String(value.code);
  if (value instanceof Timestamp) return showTimestamp(value);
  throw new MongoError(16007, `can't convert from BSON type ${kindOf(value)} to String`);
}

/** Like `Jan  1 00:00:01:1`. */
function showTimestamp({ t, i }: Timestamp): string {
  const [, day = '', month = '', , time = ''] = new Date(t * 1000).toUTCString().split(' ');
  return `${month} ${String(Number(day)).padStart(2)} ${time}:${i.toString(16)}`;
}

/** Where MongoDB coerces, infinities and NaN are the C library's. */
function coerced(text: string): string {
  return text.replace('Infinity', 'inf').replace('NaN', 'nan');
}

function required(name: string, code: number, value: Value): string {
  if (typeof value === 'string') return value;
  throw new MongoError(code, `${name} requires a string argument, found: ${kindOf(value)}`);
}

function split(text: Value, separator: Value): Value {
  if (isNullish(text) || isNullish(separator)) return null;
  if (typeof text !== 'string')
    throw new MongoError(40085, `$split requires an expression that evaluates to a string as a first argument, found: ${kindOf(text)}`);
  if (typeof separator !== 'string') {
    throw new MongoError(
      40086,
      `$split requires an expression that evaluates to a string as a second argument, found: ${kindOf(separator)}`,
    );
  }
  if (separator === '') throw new MongoError(40087, '$split requires a non-empty separator');
  return text.split(separator);
}

function substrBytes(value: Value, from: Value, count: Value): Value {
  const bytes = Buffer.from(asText(value));
  const start = byteArgument('starting index', 16034, from);
  const length = byteArgument('length', 16035, count);
  if (start < 0) throw new MongoError(50752, `$substrBytes: starting index must be non-negative (got: ${start})`);
  if (isContinuation(bytes[start]))
    throw new MongoError(28656, '$substrBytes:  Invalid range, starting index is a UTF-8 continuation byte.');
  const end = length < 0 ? bytes.length : Math.min(start + length, bytes.length);
  if (isContinuation(bytes[end]))
    throw new MongoError(28657, '$substrBytes:  Invalid range, ending index is in the middle of a UTF-8 character.');
  return bytes.subarray(start, Math.max(start, end)).toString();
}

function byteArgument(what: string, code: number, value: Value): number {
  if (!isNumeric(value)) throw new MongoError(code, `$substrBytes: ${what} must be a numeric type (is BSON type ${kindOf(value)})`);
  return Math.trunc(toNumber(value));
}

const isContinuation = (byte: number | undefined) => byte !== undefined && (byte & 0xc0) === 0x80;

function substrCP(value: Value, from: Value, count: Value): Value {
  const points = Array.from(asText(value));
  if (!isNumeric(from)) throw new MongoError(34450, `$substrCP: starting index must be a numeric type (is BSON type ${kindOf(from)})`);
  if (!Number.isInteger(toNumber(from)))
    throw new MongoError(34451, '$substrCP: starting index cannot be represented as a 32-bit integral value');
  if (!isNumeric(count)) throw new MongoError(34452, `$substrCP: length must be a numeric type (is BSON type ${kindOf(count)})`);
  if (!Number.isInteger(toNumber(count))) throw new MongoError(34453, '$substrCP: length cannot be represented as a 32-bit integral value');
  if (toNumber(count) < 0) throw new MongoError(34454, '$substrCP: length must be a nonnegative integer.');
  if (toNumber(from) < 0) throw new MongoError(34455, '$substrCP: the starting index must be nonnegative integer.');
  return points.slice(toNumber(from), toNumber(from) + toNumber(count)).join('');
}

function indexOfBytes(args: ListedArguments): Value {
  const text = args.get(0);
  if (isNullish(text)) return null;
  if (typeof text !== 'string')
    throw new MongoError(40091, `$indexOfBytes requires a string as the first argument, found: ${kindOf(text)}`);
  const token = args.get(1);
  if (typeof token !== 'string')
    throw new MongoError(40092, `$indexOfBytes requires a string as the second argument, found: ${kindOf(token)}`);
  const bytes = Buffer.from(text);
  const { from, to } = searchRange('$indexOfBytes', args, bytes.length);
  if (from > bytes.length || to < from) return -1;
  const found = bytes.subarray(0, to).indexOf(Buffer.from(token), from);
  return found;
}

function indexOfCP(args: ListedArguments): Value {
  const text = args.get(0);
  if (isNullish(text)) return null;
  if (typeof text !== 'string') throw new MongoError(40093, `$indexOfCP requires a string as the first argument, found: ${kindOf(text)}`);
  const token = args.get(1);
  if (typeof token !== 'string')
    throw new MongoError(40094, `$indexOfCP requires a string as the second argument, found: ${kindOf(token)}`);
  const points = Array.from(text);
  const wanted = Array.from(token);
  const { from, to } = searchRange('$indexOfCP', args, points.length);
  if (points.length === 0 && wanted.length === 0) return from === 0 ? 0 : -1;
  // What begins before the end may reach over it.
  for (let at = from; at < to; at++) {
    if (wanted.every((point, i) => points[at + i] === point)) return at;
  }
  return -1;
}

/** Reads the optional start and end of a search, the third and fourth argument. Throws 40096 or 40097. */
export function searchRange(name: string, { count, get }: ListedArguments, length: number): { from: number; to: number } {
  return {
    from: count > 2 ? searchBound(name, 'starting', get(2)) : 0,
    to: count > 3 ? Math.min(length, searchBound(name, 'ending', get(3))) : length,
  };
}

function searchBound(name: string, which: 'starting' | 'ending', value: Value): number {
  if (!isNumeric(value) || !Number.isInteger(toNumber(value))) {
    throw new MongoError(
      40096,
      `${name} requires an integral ${which} index, found a value of type: ${kindOf(value)}, with value: ${value}`,
    );
  }
  if (toNumber(value) < 0) throw new MongoError(40097, `${name} requires a nonnegative ${which} index, found: ${toNumber(value)}`);
  return toNumber(value);
}

const blanks = Array.from('\0 \t\n\v\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a');

function trim(name: '$trim' | '$ltrim' | '$rtrim', args: NamedArguments): Value {
  const input = args.get('input');
  if (isNullish(input)) return null;
  if (typeof input !== 'string') throw new MongoError(50699, `${name} requires its input to be a string, got ${kindOf(input)} instead.`);
  const chars = args.get('chars');
  if (args.has('chars') && isNullish(chars)) return null;
  if (args.has('chars') && typeof chars !== 'string')
    throw new MongoError(50700, `${name} requires 'chars' to be a string, got ${kindOf(chars)} instead.`);
  const cut = new Set(typeof chars === 'string' ? Array.from(chars) : blanks);
  const points = Array.from(input);
  let from = 0;
  let to = points.length;
  if (name !== '$rtrim') while (from < to && cut.has(points[from] as string)) from++;
  if (name !== '$ltrim') while (to > from && cut.has(points[to - 1] as string)) to--;
  return points.slice(from, to).join('');
}

function replace(name: '$replaceOne' | '$replaceAll', args: NamedArguments): Value {
  const [input, find, replacement] = [args.get('input'), args.get('find'), args.get('replacement')];
  const codes = [51746, 51745, 51744];
  [input, find, replacement].forEach((value, i) => {
    if (typeof value === 'string' || isNullish(value)) return;
    const what = ['input', 'find', 'replacement'][i];
    throw new MongoError(codes[i] as number, `${name} requires that '${what}' be a string, found: ${String(value)}`);
  });
  if (typeof input !== 'string' || typeof find !== 'string' || typeof replacement !== 'string') return null;
  if (find === '') return name === '$replaceOne' ? replacement + input : ['', ...Array.from(input), ''].join(replacement);
  return name === '$replaceOne' ? input.replace(find, () => replacement) : input.replaceAll(find, () => replacement);
}
