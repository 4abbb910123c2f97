import { createHash, type Hash } from 'node:crypto';
import { Decimal128 } from 'bson';
import { eachElement, type RawValue, readInt32 } from '../bson/walk.ts';
import { isNumeric, type Numeric, toNumber } from '../value/arithmetic.ts';
import { fromDecimal128, quantizeDecimal, truncateToBigInt } from '../value/decimal.ts';
import { readLong, readValue } from '../value/read.ts';
import { canonicalType, T } from '../value/types.ts';
import type { Value } from '../value/value.ts';
import { writeDoc } from '../value/write.ts';

const [minLong, maxLong] = [-(2n ** 63n), 2n ** 63n - 1n];

/** The long by which MongoDB's hashed indexes know a value: the first half of an MD5 sum (source: tried against mongod 6.0). */
export function hashedKey(value: Value): bigint {
  const hash = createHash('md5').update(int32(0)); // The seed.
  eachElement(writeDoc(new Map([['', value ?? null]])), 0, (element) => add(hash, element));
  return readLong(hash.digest(), 0);
}

function add(hash: Hash, element: RawValue, name?: Uint8Array): void {
  const { type, bytes, start, end } = element;
  hash.update(int32(canonicalType(type)));
  if (name) hash.update(name);
  if (type === T.object || type === T.array) return addElements(hash, bytes, start);
  if (type === T.javascriptWithScope) {
    const scope = start + 8 + readInt32(bytes, start + 4);
    hash.update(bytes.subarray(start + 8, scope));
    return addElements(hash, bytes, scope);
  }
  const value = readValue(type, bytes, start);
  if (isNumeric(value)) hash.update(int64(wholeNumber(value)));
  else hash.update(bytes.subarray(start, end));
}

function addElements(hash: Hash, bytes: Uint8Array, start: number): void {
  eachElement(bytes, start, (element, nameStart, nameEnd) => add(hash, element, bytes.subarray(nameStart, nameEnd + 1)));
  hash.update(int32(canonicalType(T.missing)));
}

/** Equal whole numbers hash alike, whatever their type; doubles are cut, decimals rounded, both kept within 64 bits. */
function wholeNumber(value: Numeric): bigint {
  if (typeof value === 'bigint') return value;
  const number = toNumber(value);
  if (Number.isNaN(number)) return 0n;
  if (!Number.isFinite(number)) return number > 0 ? maxLong : minLong;
  if (value instanceof Decimal128) return within(truncateToBigInt(quantizeDecimal(fromDecimal128(value), 0, 'halfEven')));
  return number === 2 ** 63 ? minLong : within(BigInt(Math.trunc(number)));
}

function within(value: bigint): bigint {
  return value > maxLong ? maxLong : value < minLong ? minLong : value;
}

function int32(value: number): Uint8Array {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeInt32LE(value);
  return bytes;
}

function int64(value: bigint): Uint8Array {
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeBigInt64LE(value);
  return bytes;
}
