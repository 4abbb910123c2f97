import { endOfName, readInt32, valueSize } from '../bson/walk.ts';
import { isNumeric, toNumber } from '../value/arithmetic.ts';
import { compareValues, equalityKey } from '../value/compare.ts';
import { readDouble, readLong, readLongAsNumber, readValue } from '../value/read.ts';
import { canonicalType, T } from '../value/types.ts';
import type { Operand, Value } from '../value/value.ts';
import { regexTest } from './regex-tests.ts';
import type { BitsFilter, ComparisonFilter, InFilter } from './types.ts';
import type { ValueTest } from './walk-path.ts';

/** A comparison as a test of one raw value. */
export function comparisonTest({ op, value }: ComparisonFilter): ValueTest {
  const canonical = canonicalType(value.type);
  if (value.type === T.maxKey || value.type === T.minKey) return extremeTest(op, value.type);
  if (canonical === canonicalType(T.null)) return nullTest(op);
  if (canonical === 10 && Number.isNaN(numberOf(value))) return nanTest(op, value);
  if (op === 'eq') return equalityTest(value);
  const order = orderTo(value);
  const accept = acceptOrder(op);
  return (type, bytes, at) => {
    if (canonicalType(type) !== canonical) return false;
    const result = order(type, bytes, at);
    return !Number.isNaN(result) && accept(result);
  };
}

function acceptOrder(op: 'gt' | 'gte' | 'lt' | 'lte'): (order: number) => boolean {
  switch (op) {
    case 'gt':
      return (order) => order > 0;
    case 'gte':
      return (order) => order >= 0;
    case 'lt':
      return (order) => order < 0;
    case 'lte':
      return (order) => order <= 0;
  }
}

/** MinKey and MaxKey are beyond every value of every type, also beyond what is absent. */
function extremeTest(op: ComparisonFilter['op'], extreme: number): ValueTest {
  const others = extreme === T.maxKey ? op === 'lt' || op === 'lte' : op === 'gt' || op === 'gte';
  const itself = op === 'eq' || op === 'gte' || op === 'lte';
  return (type) => (type === extreme ? itself : others);
}

function nullTest(op: ComparisonFilter['op']): ValueTest {
  if (op === 'gt' || op === 'lt') return () => false;
  return (type) => type === T.missing || type === T.null || type === T.undefined;
}

function nanTest(op: ComparisonFilter['op'], value: Operand): ValueTest {
  if (op === 'gt' || op === 'lt') return () => false;
  return (type, bytes, at) => canonicalType(type) === 10 && compareValues(readValue(type, bytes, at), value.value) === 0;
}

const numberOf = (operand: Operand) =>
  operand.type === T.double ? readDouble(operand.bytes, 0) : Number(operand.type === T.decimal ? String(operand.value) : operand.value);

function equalityTest(operand: Operand): ValueTest {
  switch (operand.type) {
    case T.string:
      return sameBytes(operand);
    case T.objectId:
    case T.bool:
    case T.date:
      return sameBytes(operand);
    default: {
      const canonical = canonicalType(operand.type);
      const order = orderTo(operand);
      return (type, bytes, at) => canonicalType(type) === canonical && order(type, bytes, at) === 0;
    }
  }
}

function sameBytes(operand: Operand): ValueTest {
  const wanted = operand.bytes;
  const { length } = wanted;
  return (type, bytes, at) => {
    if (type !== operand.type) return type === T.symbol && operand.type === T.string && bytesEqual(wanted, bytes, at);
    for (let i = 0; i < length; i++) if (bytes[at + i] !== wanted[i]) return false;
    return true;
  };
}

function bytesEqual(wanted: Uint8Array, bytes: Uint8Array, at: number): boolean {
  return wanted.every((byte, i) => bytes[at + i] === byte);
}

/** Orders a raw value of the operand's canonical type relative to the operand; NaN = they cannot be ordered. */
function orderTo(operand: Operand): (type: number, bytes: Uint8Array, at: number) => number {
  const general = (type: number, bytes: Uint8Array, at: number) => orderDecoded(readValue(type, bytes, at), operand.value);
  switch (operand.type) {
    case T.int:
    case T.double:
      return numberOrder(numberOf(operand), general);
    case T.date: {
      const wanted = readLongAsNumber(operand.bytes, 0);
      return (_type, bytes, at) => readLongAsNumber(bytes, at) - wanted;
    }
    case T.string:
    case T.symbol:
      return textOrder(operand.bytes);
    case T.objectId:
      return (_type, bytes, at) => orderBytes(bytes, at, operand.bytes, 12);
    default:
      return general;
  }
}

/** NaN orders with no other number. */
function orderDecoded(value: Value, wanted: Value): number {
  return isNumeric(value) && Number.isNaN(toNumber(value)) ? Number.NaN : compareValues(value, wanted);
}

function numberOrder(wanted: number, general: (type: number, bytes: Uint8Array, at: number) => number) {
  return (type: number, bytes: Uint8Array, at: number): number => {
    if (type === T.int) return compareDoubles(readInt32(bytes, at), wanted);
    if (type === T.double) {
      const value = readDouble(bytes, at);
      return Number.isNaN(value) ? Number.NaN : compareDoubles(value, wanted);
    }
    if (type === T.long && ((readInt32(bytes, at + 4) + 0x200000) & ~0x3fffff) === 0)
      return compareDoubles(readLongAsNumber(bytes, at), wanted);
    return general(type, bytes, at);
  };
}

/** Not the difference: two infinities have none. */
function compareDoubles(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function textOrder(wanted: Uint8Array) {
  const length = readInt32(wanted, 0) - 1;
  return (_type: number, bytes: Uint8Array, at: number): number => {
    const size = readInt32(bytes, at) - 1;
    const shared = Math.min(size, length);
    for (let i = 4; i < shared + 4; i++) {
      const difference = (bytes[at + i] as number) - (wanted[i] as number);
      if (difference !== 0) return difference;
    }
    return size - length;
  };
}

function orderBytes(bytes: Uint8Array, at: number, wanted: Uint8Array, length: number): number {
  for (let i = 0; i < length; i++) {
    const difference = (bytes[at + i] as number) - (wanted[i] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** `$in` as a test of one raw value. */
export function inTest({ values, regexes, path }: InFilter): ValueTest {
  const regexTests = regexes.map(regexTest);
  const equal = values.length > 6 ? setTest(values) : anyOf(values.map((value) => comparisonTest({ op: 'eq', path, value })));
  if (regexTests.length === 0) return equal;
  return anyOf([equal, ...regexTests]);
}

function anyOf(tests: readonly ValueTest[]): ValueTest {
  const [first, second] = tests;
  if (!first) return () => false;
  if (!second) return first;
  return (type, bytes, at) => {
    for (const test of tests) if (test(type, bytes, at)) return true;
    return false;
  };
}

function setTest(values: readonly Operand[]): ValueTest {
  const keys = new Set(values.map(({ value }) => equalityKey(value)));
  const types = new Set(values.map(({ type }) => canonicalType(type)));
  const absent = types.has(canonicalType(T.null));
  return (type, bytes, at) => {
    if (type === T.missing || type === T.undefined) return absent;
    if (!types.has(canonicalType(type))) return false;
    return keys.has(equalityKey(readValue(type, bytes, at)));
  };
}

/** `$mod` as a test of one raw value. */
export function modTest(divisor: bigint, remainder: bigint): ValueTest {
  return (type, bytes, at) => {
    const whole = wholeNumber(type, bytes, at);
    return whole !== undefined && whole % divisor === remainder;
  };
}

function wholeNumber(type: number, bytes: Uint8Array, at: number): bigint | undefined {
  switch (type) {
    case T.int:
      return BigInt(readInt32(bytes, at));
    case T.long:
      return readLong(bytes, at);
    case T.double:
    case T.decimal: {
      const value = type === T.double ? readDouble(bytes, at) : Number(String(readValue(type, bytes, at)));
      return Number.isFinite(value) && Math.abs(value) < 2 ** 63 ? BigInt(Math.trunc(value)) : undefined;
    }
    default:
      return undefined;
  }
}

/** `$bitsAllSet` and its kin as a test of one raw value. */
export function bitsTest({ op, positions }: BitsFilter): ValueTest {
  const wantsSet = op === 'bitsAllSet' || op === 'bitsAnySet';
  const all = op === 'bitsAllSet' || op === 'bitsAllClear';
  return (type, bytes, at) => {
    const isSet = bitReader(type, bytes, at);
    if (!isSet) return false;
    const agrees = (position: number) => isSet(position) === wantsSet;
    return all ? positions.every(agrees) : positions.some(agrees);
  };
}

function bitReader(type: number, bytes: Uint8Array, at: number): ((position: number) => boolean) | undefined {
  if (type === T.binData) {
    const length = readInt32(bytes, at);
    return (position) => position < length * 8 && (((bytes[at + 5 + (position >> 3)] as number) >> (position & 7)) & 1) === 1;
  }
  const fraction = type === T.double && !Number.isInteger(readDouble(bytes, at));
  const whole = fraction ? undefined : type === T.decimal ? roundedDecimal(bytes, at) : wholeNumber(type, bytes, at);
  if (whole === undefined) return undefined;
  return (position) => ((whole >> BigInt(Math.min(position, 63))) & 1n) === 1n;
}

/** A decimal as MongoDB takes its bits: rounded, halves to the even neighbour; 0 when it is no such number. */
function roundedDecimal(bytes: Uint8Array, at: number): bigint {
  const value = Number(String(readValue(T.decimal, bytes, at)));
  if (!Number.isFinite(value) || Math.abs(value) >= 2 ** 63) return 0n;
  const below = Math.floor(value);
  const up = value - below > 0.5 || (value - below === 0.5 && below % 2 !== 0);
  return BigInt(up ? below + 1 : below);
}

/** The number of elements of the raw array at `at`. */
export function countElements(bytes: Uint8Array, at: number): number {
  let count = 0;
  for (let offset = at + 4; bytes[offset] !== 0; count++) {
    const value = endOfName(bytes, offset + 1) + 1;
    offset = value + valueSize(bytes[offset] as number, bytes, value);
  }
  return count;
}
