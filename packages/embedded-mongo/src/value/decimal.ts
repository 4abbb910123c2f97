import { Decimal128 } from 'bson';

/** A decimal as sign × coefficient × 10^exponent, or NaN, or an infinity. */
export type Decimal =
  | { readonly kind: 'finite'; readonly negative: boolean; readonly coefficient: bigint; readonly exponent: number }
  | { readonly kind: 'nan' }
  | { readonly kind: 'infinity'; readonly negative: boolean };

const digits = 34;
const minExponent = -6176;
const maxExponent = 6111;
const limit = 10n ** BigInt(digits);

/** Not a number. */
export const decimalNaN: Decimal = { kind: 'nan' };

/** A finite decimal from a signed coefficient. */
export function decimalOf(coefficient: bigint, exponent = 0): Decimal {
  return { kind: 'finite', negative: coefficient < 0n, coefficient: coefficient < 0n ? -coefficient : coefficient, exponent };
}

/** Reads the 128 bits (source: IEEE 754-2008, binary integer decimal). */
export function fromDecimal128(value: Decimal128): Decimal {
  const view = new DataView(value.bytes.buffer, value.bytes.byteOffset, 16);
  const low = view.getBigUint64(0, true);
  const high = view.getBigUint64(8, true);
  const negative = high >> 63n === 1n;
  const combination = Number((high >> 58n) & 31n);
  if (combination === 31) return decimalNaN;
  if (combination === 30) return { kind: 'infinity', negative };
  if (combination >= 24) return { kind: 'finite', negative, coefficient: 0n, exponent: Number((high >> 47n) & 0x3fffn) - 6176 };
  const exponent = Number((high >> 49n) & 0x3fffn) - 6176;
  const coefficient = ((high & 0x1ffffffffffffn) << 64n) | low;
  return { kind: 'finite', negative, coefficient: coefficient < limit ? coefficient : 0n, exponent };
}

/** Writes the 128 bits, rounded half-even to 34 digits. */
export function toDecimal128(decimal: Decimal): Decimal128 {
  const bits = new DataView(new ArrayBuffer(16));
  bits.setBigUint64(8, highBits(decimal), true);
  const rounded = fit(decimal);
  if (rounded.kind === 'finite') {
    bits.setBigUint64(0, rounded.coefficient & 0xffffffffffffffffn, true);
    const high = (BigInt(rounded.exponent + 6176) << 49n) | (rounded.coefficient >> 64n);
    bits.setBigUint64(8, rounded.negative ? high | (1n << 63n) : high, true);
  } else {
    bits.setBigUint64(8, highBits(rounded), true);
  }
  return new Decimal128(new Uint8Array(bits.buffer));
}

function highBits(decimal: Decimal): bigint {
  if (decimal.kind === 'infinity') return decimal.negative ? 0xf800000000000000n : 0x7800000000000000n;
  return 0x7c00000000000000n;
}

/** The decimal within 34 digits and the range of exponents. */
function fit(decimal: Decimal): Decimal {
  if (decimal.kind !== 'finite') return decimal;
  let { coefficient, exponent } = decimal;
  const drop = Math.max(String(coefficient).length - digits, minExponent - exponent, 0);
  if (drop > 0 && coefficient !== 0n) {
    coefficient = divideHalfEven(coefficient, 10n ** BigInt(drop));
    exponent += drop;
    if (coefficient === limit) {
      coefficient /= 10n;
      exponent += 1;
    }
  }
  if (coefficient === 0n) exponent = Math.min(Math.max(exponent, minExponent), maxExponent);
  while (exponent > maxExponent && coefficient * 10n < limit) {
    coefficient *= 10n;
    exponent -= 1;
  }
  if (exponent > maxExponent) return { kind: 'infinity', negative: decimal.negative };
  return { kind: 'finite', negative: decimal.negative, coefficient, exponent };
}

function divideHalfEven(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  const twice = (value % by) * 2n;
  if (twice > by || (twice === by && quotient % 2n === 1n)) return quotient + 1n;
  return quotient;
}

/** Reads a decimal's text; undefined when it is none. */
export function parseDecimal(text: string): Decimal | undefined {
  const special = /^([+-]?)(?:(nan)|(inf(?:inity)?))$/i.exec(text);
  if (special) return special[2] ? decimalNaN : { kind: 'infinity', negative: special[1] === '-' };
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,9}))?$/.exec(text);
  if (!match || `${match[2] ?? ''}${match[3] ?? ''}` === '') return undefined;
  const fraction = match[3] ?? '';
  return {
    kind: 'finite',
    negative: match[1] === '-',
    coefficient: BigInt(`${match[2] ?? ''}${fraction}`),
    exponent: Number(match[4] ?? 0) - fraction.length,
  };
}

/** A double as MongoDB takes it into decimal arithmetic: 15 significant digits. */
export function fromDouble15(value: number): Decimal {
  return fromDoubleDigits(value, 15);
}

/** A double with no more digits than it needs of 34. */
export function fromDoubleShort(value: number): Decimal {
  const exact = fromDouble34(value);
  if (exact.kind !== 'finite') return exact;
  let { coefficient, exponent } = exact;
  while (exponent < 0 && coefficient % 10n === 0n) {
    coefficient /= 10n;
    exponent += 1;
  }
  return { ...exact, coefficient, exponent };
}

/** A double exactly enough to compare it with a decimal: 34 significant digits. */
export function fromDouble34(value: number): Decimal {
  return fromDoubleDigits(value, digits);
}

function fromDoubleDigits(value: number, precision: number): Decimal {
  if (Number.isNaN(value)) return decimalNaN;
  if (!Number.isFinite(value)) return { kind: 'infinity', negative: value < 0 };
  if (value === 0) return { kind: 'finite', negative: Object.is(value, -0), coefficient: 0n, exponent: 0 };
  return parseDecimal(value.toExponential(precision - 1)) ?? decimalNaN;
}

/** The nearest double. */
export function decimalToNumber(decimal: Decimal): number {
  if (decimal.kind === 'nan') return Number.NaN;
  if (decimal.kind === 'infinity') return decimal.negative ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return Number(`${decimal.negative ? '-' : ''}${decimal.coefficient}e${decimal.exponent}`);
}

/** Orders two decimals; NaN is the smallest and equal to itself. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  if (a.kind === 'nan' || b.kind === 'nan') return Number(b.kind === 'nan') - Number(a.kind === 'nan');
  const signA = signOf(a);
  const signB = signOf(b);
  if (signA !== signB) return signA < signB ? -1 : 1;
  if (signA === 0) return 0;
  return compareMagnitudes(a, b) * signA;
}

function signOf(value: Exclude<Decimal, { kind: 'nan' }>): number {
  if (value.kind === 'finite' && value.coefficient === 0n) return 0;
  return value.negative ? -1 : 1;
}

function compareMagnitudes(a: Exclude<Decimal, { kind: 'nan' }>, b: Exclude<Decimal, { kind: 'nan' }>): number {
  if (a.kind === 'infinity' || b.kind === 'infinity') return Number(a.kind === 'infinity') - Number(b.kind === 'infinity');
  const sizeA = String(a.coefficient).length + a.exponent;
  const sizeB = String(b.coefficient).length + b.exponent;
  if (sizeA !== sizeB) return sizeA < sizeB ? -1 : 1;
  const shared = Math.min(a.exponent, b.exponent);
  const left = a.coefficient * 10n ** BigInt(a.exponent - shared);
  const right = b.coefficient * 10n ** BigInt(b.exponent - shared);
  return left < right ? -1 : left > right ? 1 : 0;
}

const signed = (value: { negative: boolean; coefficient: bigint }) => (value.negative ? -value.coefficient : value.coefficient);

/** a + b. */
export function addDecimals(a: Decimal, b: Decimal): Decimal {
  if (a.kind === 'nan' || b.kind === 'nan') return decimalNaN;
  if (a.kind === 'infinity') return b.kind === 'infinity' && a.negative !== b.negative ? decimalNaN : a;
  if (b.kind === 'infinity') return b;
  if (Math.abs(a.exponent - b.exponent) > 200) return compareMagnitudes(a, b) > 0 ? a : b;
  const exponent = Math.min(a.exponent, b.exponent);
  const sum = signed(a) * 10n ** BigInt(a.exponent - exponent) + signed(b) * 10n ** BigInt(b.exponent - exponent);
  if (sum === 0n) return { kind: 'finite', negative: a.negative && b.negative, coefficient: 0n, exponent };
  return fit(decimalOf(sum, exponent));
}

/** -a. */
export function negateDecimal(a: Decimal): Decimal {
  return a.kind === 'nan' ? a : { ...a, negative: !a.negative };
}

/** a × b. */
export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
  if (a.kind === 'nan' || b.kind === 'nan') return decimalNaN;
  const negative = a.negative !== b.negative;
  if (a.kind === 'infinity' || b.kind === 'infinity') {
    return signOf(a) === 0 || signOf(b) === 0 ? decimalNaN : { kind: 'infinity', negative };
  }
  return fit({ kind: 'finite', negative, coefficient: a.coefficient * b.coefficient, exponent: a.exponent + b.exponent });
}

/** a ÷ b to 34 digits. */
export function divideDecimals(a: Decimal, b: Decimal): Decimal {
  if (a.kind === 'nan' || b.kind === 'nan') return decimalNaN;
  const negative = a.negative !== b.negative;
  if (a.kind === 'infinity') return b.kind === 'infinity' ? decimalNaN : { kind: 'infinity', negative };
  if (b.kind === 'infinity') return { kind: 'finite', negative, coefficient: 0n, exponent: minExponent };
  if (b.coefficient === 0n) return a.coefficient === 0n ? decimalNaN : { kind: 'infinity', negative };
  return fit(quotient(a, b, negative));
}

type Finite = Extract<Decimal, { kind: 'finite' }>;

function quotient(a: Finite, b: Finite, negative: boolean): Decimal {
  const ideal = a.exponent - b.exponent;
  const shift = Math.max(0, digits + 1 + String(b.coefficient).length - String(a.coefficient).length);
  const numerator = a.coefficient * 10n ** BigInt(shift);
  let coefficient = numerator / b.coefficient;
  let exponent = ideal - shift;
  if (numerator % b.coefficient !== 0n) {
    return { kind: 'finite', negative, coefficient: coefficient * 10n + 1n, exponent: exponent - 1 };
  }
  while (exponent < ideal && coefficient % 10n === 0n) {
    coefficient /= 10n;
    exponent += 1;
  }
  return { kind: 'finite', negative, coefficient, exponent };
}

/** The remainder of a ÷ b, with the sign of a. */
export function moduloDecimals(a: Decimal, b: Decimal): Decimal {
  if (a.kind !== 'finite' || b.kind === 'nan' || (b.kind === 'finite' && b.coefficient === 0n)) return decimalNaN;
  if (b.kind === 'infinity') return a;
  const exponent = Math.min(a.exponent, b.exponent);
  const left = a.coefficient * 10n ** BigInt(a.exponent - exponent);
  const right = b.coefficient * 10n ** BigInt(b.exponent - exponent);
  return { kind: 'finite', negative: a.negative, coefficient: left % right, exponent };
}

/** How {@link quantizeDecimal} treats what it drops. */
export type Rounding = 'halfEven' | 'truncate' | 'floor' | 'ceiling';

/** Rounds to `places` digits after the point (negative: before it). */
export function quantizeDecimal(value: Decimal, places: number, rounding: Rounding): Decimal {
  if (value.kind !== 'finite') return value;
  const drop = -places - value.exponent;
  if (drop <= 0) return fit({ ...value, coefficient: value.coefficient * 10n ** BigInt(Math.min(-drop, 6200)), exponent: -places });
  const unit = 10n ** BigInt(Math.min(drop, 6200));
  const whole = value.coefficient / unit;
  const away = value.coefficient % unit !== 0n && rounding === (value.negative ? 'floor' : 'ceiling');
  const coefficient = rounding === 'halfEven' ? divideHalfEven(value.coefficient, unit) : away ? whole + 1n : whole;
  return { kind: 'finite', negative: value.negative, coefficient, exponent: -places };
}

/** The whole part as a bigint, cut towards zero. NaN and infinities are 0. */
export function truncateToBigInt(value: Decimal): bigint {
  const whole = quantizeExact(value);
  return whole.kind === 'finite' ? (whole.negative ? -whole.coefficient : whole.coefficient) : 0n;
}

function quantizeExact(value: Decimal): Decimal {
  if (value.kind !== 'finite' || value.exponent === 0) return value;
  if (value.exponent > 0) return { ...value, coefficient: value.coefficient * 10n ** BigInt(value.exponent), exponent: 0 };
  return { ...value, coefficient: value.coefficient / 10n ** BigInt(-value.exponent), exponent: 0 };
}

/** Is it finite and whole? */
export function isWholeDecimal(value: Decimal): boolean {
  if (value.kind !== 'finite') return false;
  return value.exponent >= 0 || value.coefficient % 10n ** BigInt(Math.min(-value.exponent, 6200)) === 0n;
}
