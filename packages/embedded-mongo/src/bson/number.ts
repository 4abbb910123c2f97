import { bsonType } from './types.ts';
import { type RawValue, readInt32 } from './walk.ts';

const scratch = new DataView(new ArrayBuffer(8));
const scratchBytes = new Uint8Array(scratch.buffer);

/** The double at `offset`. */
export function readDouble(bytes: Uint8Array, offset: number): number {
  for (let i = 0; i < 8; i++) scratchBytes[i] = bytes[offset + i] as number;
  return scratch.getFloat64(0, true);
}

/** The signed 64-bit number at `offset`. */
export function readLong(bytes: Uint8Array, offset: number): bigint {
  return (BigInt(readInt32(bytes, offset + 4)) << 32n) | BigInt(readInt32(bytes, offset) >>> 0);
}

/** A decimal number `coefficient · 10^exponent`. */
export interface Decimal {
  readonly coefficient: bigint;
  readonly exponent: number;
}

/** Any BSON number without loss: the greatest double that is not above it, and the number itself where it is above. */
export interface ExactNumber {
  /** NaN for NaN. Never -0. */
  readonly floor: number;
  readonly above?: Decimal;
}

/** Reads an int, long, double or decimal exactly. */
export function exactNumber(value: RawValue): ExactNumber {
  const { type, bytes, start } = value;
  switch (type) {
    case bsonType.int:
      return { floor: readInt32(bytes, start) };
    case bsonType.double:
      return { floor: readDouble(bytes, start) + 0 };
    case bsonType.long: {
      const high = readInt32(bytes, start + 4);
      if (high >= -0x200000 && high < 0x200000) return { floor: high * 4294967296 + (readInt32(bytes, start) >>> 0) };
      return exactOfDecimal({ coefficient: readLong(bytes, start), exponent: 0 });
    }
    default:
      return exactOfDecimal128(bytes, start);
  }
}

/** Compares two numbers exactly; NaN equals itself and is below all others. */
export function compareNumbers(a: RawValue, b: RawValue): number {
  if (a.type === bsonType.int && b.type === bsonType.int) return Math.sign(readInt32(a.bytes, a.start) - readInt32(b.bytes, b.start));
  return compareExact(exactNumber(a), exactNumber(b));
}

function compareExact(a: ExactNumber, b: ExactNumber): number {
  if (a.floor < b.floor) return -1;
  if (a.floor > b.floor) return 1;
  if (a.floor !== b.floor) return Number.isNaN(b.floor) ? (Number.isNaN(a.floor) ? 0 : 1) : -1;
  if (!a.above) return b.above ? -1 : 0;
  return b.above ? compareDecimals(a.above, b.above) : 1;
}

function compareDecimals(a: Decimal, b: Decimal): number {
  const low = Math.min(a.exponent, b.exponent);
  const x = a.coefficient * 10n ** BigInt(a.exponent - low);
  const y = b.coefficient * 10n ** BigInt(b.exponent - low);
  return x < y ? -1 : x > y ? 1 : 0;
}

function exactOfDecimal(decimal: Decimal): ExactNumber {
  if (decimal.coefficient === 0n) return { floor: 0 };
  const near = decimal.exponent === 0 ? Number(decimal.coefficient) : Number(`${decimal.coefficient}e${decimal.exponent}`);
  const order = compareWithDouble(decimal, near);
  if (order === 0) return { floor: near + 0 };
  return { floor: (order < 0 ? nextBelow(near) : near) + 0, above: decimal };
}

function exactOfDecimal128(bytes: Uint8Array, start: number): ExactNumber {
  const high = BigInt.asUintN(64, readLong(bytes, start + 8));
  const negative = high >> 63n === 1n;
  const combination = (high >> 58n) & 31n;
  if (combination === 31n) return { floor: Number.NaN };
  if (combination === 30n) return { floor: negative ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY };
  const wide = ((high >> 61n) & 3n) === 3n;
  const exponent = Number((high >> (wide ? 47n : 49n)) & 0x3fffn) - 6176;
  const top = wide ? 0n : high & 0x1ffffffffffffn;
  const coefficient = wide ? 0n : (top << 64n) | BigInt.asUintN(64, readLong(bytes, start));
  return exactOfDecimal({ coefficient: negative ? -coefficient : coefficient, exponent });
}

/** Compares a decimal other than 0 with a double that is not NaN. */
function compareWithDouble({ coefficient, exponent }: Decimal, double: number): number {
  if (double === Number.POSITIVE_INFINITY) return -1;
  if (double === Number.NEGATIVE_INFINITY) return 1;
  const [mantissa, power] = splitDouble(double);
  let x = coefficient;
  let y = mantissa;
  if (exponent >= 0) x *= 10n ** BigInt(exponent);
  else y *= 10n ** BigInt(-exponent);
  if (power >= 0) y <<= BigInt(power);
  else x <<= BigInt(-power);
  return x < y ? -1 : x > y ? 1 : 0;
}

function splitDouble(double: number): [mantissa: bigint, power: number] {
  scratch.setFloat64(0, double);
  const bits = scratch.getBigUint64(0);
  const power = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = power === 0 ? fraction : fraction | 0x10000000000000n;
  return [double < 0 ? -mantissa : mantissa, (power === 0 ? 1 : power) - 1075];
}

function nextBelow(double: number): number {
  if (double === 0) return -Number.MIN_VALUE;
  scratch.setFloat64(0, double);
  const bits = scratch.getBigInt64(0);
  scratch.setBigInt64(0, double > 0 ? bits - 1n : bits + 1n);
  return scratch.getFloat64(0);
}
