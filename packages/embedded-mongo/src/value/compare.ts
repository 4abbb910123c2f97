import { Binary, BSONRegExp, BSONSymbol, Code, Decimal128, Double, type ObjectId, Timestamp } from 'bson';
import { compareDecimals, decimalOf, fromDecimal128, fromDouble34 } from './decimal.ts';
import { canonicalType, isInt32, isNumericType, T, typeOf } from './types.ts';
import { type Doc, Opaque, type Value } from './value.ts';

/** Orders two values as MongoDB does across all types: negative, 0 or positive. */
export function compareValues(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return compareNumbers(a, b);
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  const typeA = typeOf(a);
  const typeB = typeOf(b);
  const canonical = canonicalType(typeA);
  const difference = canonical - canonicalType(typeB);
  if (difference !== 0) return difference;
  if (canonical === 10) return compareNumeric(a, b);
  return compareSameType(typeA, a, b);
}

/** Are two values equal as MongoDB compares them (1 and 1.0 are)? */
export function equalValues(a: Value, b: Value): boolean {
  return a === b || compareValues(a, b) === 0;
}

function compareSameType(type: number, a: Value, b: Value): number {
  switch (type) {
    case T.string:
    case T.symbol:
      return compareText(textOf(a), textOf(b));
    case T.object:
      return compareDocs(a as Doc, b as Doc);
    case T.array:
      return compareArrays(a as Value[], b as Value[]);
    case T.objectId:
      return compareBytes((a as ObjectId).id, (b as ObjectId).id);
    case T.bool:
      return Number(a) - Number(b);
    case T.date:
      return compareNumbers((a as Date).getTime(), (b as Date).getTime());
    default:
      return compareRare(a, b);
  }
}

function compareRare(a: Value, b: Value): number {
  if (a instanceof Timestamp && b instanceof Timestamp) return a.t - b.t || a.i - b.i;
  if (a instanceof Binary && b instanceof Binary) {
    return a.position - b.position || a.sub_type - b.sub_type || compareBytes(contentOf(a), contentOf(b));
  }
  if (a instanceof BSONRegExp && b instanceof BSONRegExp) return compareText(a.pattern, b.pattern) || compareText(a.options, b.options);
  if (a instanceof Code && b instanceof Code) return compareText(String(a.code), String(b.code));
  if (a instanceof Opaque && b instanceof Opaque) return compareBytes(a.bytes, b.bytes);
  return 0;
}

const contentOf = (binary: Binary) => binary.buffer.subarray(0, binary.position);
const textOf = (value: Value) => (value instanceof BSONSymbol ? value.value : (value as string));

/** Orders bytes as unsigned numbers, the shorter first when one starts with the other. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Orders text by its UTF-8 bytes. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left !== right) return byteOrder(left) - byteOrder(right);
  }
  return a.length - b.length;
}

/** UTF-16 puts surrogates before U+E000; UTF-8 puts what they mean after U+FFFF. */
function byteOrder(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** Orders doubles; NaN is the smallest and equal to itself. */
export function compareNumbers(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  if (a === b) return 0;
  return Number(Number.isNaN(b)) - Number(Number.isNaN(a));
}

function compareNumeric(a: Value, b: Value): number {
  if (a instanceof Decimal128 || b instanceof Decimal128) return compareDecimals(exactDecimal(a), exactDecimal(b));
  const left = plainNumber(a);
  const right = plainNumber(b);
  if (typeof left === 'number' && typeof right === 'number') return compareNumbers(left, right);
  if (Number.isNaN(left)) return -1;
  if (Number.isNaN(right)) return 1;
  return left < right ? -1 : left > right ? 1 : 0;
}

function plainNumber(value: Value): number | bigint {
  return value instanceof Double ? value.value : (value as number | bigint);
}

function exactDecimal(value: Value) {
  if (value instanceof Decimal128) return fromDecimal128(value);
  const plain = plainNumber(value);
  return typeof plain === 'bigint' ? decimalOf(plain) : fromDouble34(plain);
}

/** Orders documents field by field: type, then name, then value; the shorter first. */
function compareDocs(a: Doc, b: Doc): number {
  const right = b.entries();
  for (const [name, value] of a) {
    const next = right.next();
    if (next.done) return 1;
    const [otherName, otherValue] = next.value;
    const difference =
      canonicalType(typeOf(value)) - canonicalType(typeOf(otherValue)) || compareText(name, otherName) || compareValues(value, otherValue);
    if (difference !== 0) return difference;
  }
  return right.next().done ? 0 : -1;
}

function compareArrays(a: readonly Value[], b: readonly Value[]): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = compareValues(a[i], b[i]);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** A text that two values share exactly when they are equal as MongoDB compares them; for maps and sets. */
export function equalityKey(value: Value): string {
  if (typeof value === 'string') return `s${value}`;
  if (typeof value === 'number' && isInt32(value)) return `n${value}`;
  const type = typeOf(value);
  if (isNumericType(type)) return numberKey(value);
  switch (type) {
    case T.symbol:
      return `s${textOf(value)}`;
    case T.object:
      return docKey(value as Doc);
    case T.array:
      return arrayKey(value as Value[]);
    case T.objectId:
      return `o${(value as ObjectId).toHexString()}`;
    case T.date:
      return `d${(value as Date).getTime()}`;
    case T.bool:
      return `b${value}`;
    default:
      return rareKey(type, value);
  }
}

function docKey(doc: Doc): string {
  let key = '{';
  for (const [name, value] of doc) {
    const inner = equalityKey(value);
    key += `${name.length}:${name}${inner.length}:${inner}`;
  }
  return key;
}

function arrayKey(values: readonly Value[]): string {
  let key = '[';
  for (const value of values) {
    const inner = equalityKey(value);
    key += `${inner.length}:${inner}`;
  }
  return key;
}

function numberKey(value: Value): string {
  const plain = value instanceof Decimal128 ? fromDecimal128(value) : plainNumber(value);
  if (typeof plain === 'number' && Number.isInteger(plain)) return `n${BigInt(plain)}`;
  if (typeof plain === 'bigint') return `n${plain}`;
  if (typeof plain === 'number' && !Number.isFinite(plain)) return `n${plain}`;
  const exact = typeof plain === 'number' ? fromDouble34(plain) : plain;
  if (exact.kind === 'nan') return 'nNaN';
  if (exact.kind === 'infinity') return exact.negative ? 'n-Infinity' : 'nInfinity';
  let { coefficient, exponent } = exact;
  if (coefficient === 0n) return 'n0';
  while (coefficient % 10n === 0n) {
    coefficient /= 10n;
    exponent += 1;
  }
  const sign = exact.negative ? '-' : '';
  if (exponent >= 0) return `n${sign}${coefficient * 10n ** BigInt(exponent)}`;
  return `n${sign}${coefficient}e${exponent}`;
}

function rareKey(type: number, value: Value): string {
  const tag = `${canonicalType(type)}.`;
  if (value instanceof Timestamp) return `${tag}${value.t}.${value.i}`;
  if (value instanceof Binary) return `${tag}${value.sub_type}.${Buffer.from(contentOf(value)).toString('latin1')}`;
  if (value instanceof BSONRegExp) return `${tag}${value.pattern.length}:${value.pattern}${value.options}`;
  if (value instanceof Code) return `${tag}${value.code}`;
  if (value instanceof Opaque) return `${tag}${Buffer.from(value.bytes).toString('latin1')}`;
  return type === T.missing ? 'missing' : tag;
}
