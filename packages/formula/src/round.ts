/**
 * Rounds half up (away from zero) on the decimal value that a number is written as, so 1.005 to two digits is 1.01.
 * `scale` is the number of digits after the point.
 */
export function roundHalfUp(value: number, scale: number): number {
  if (!Number.isFinite(value)) return value;
  const { digits, exponent } = decimalOf(Math.abs(value));
  const drop = -exponent - scale;
  if (drop <= 0) return value;
  const unit = 10n ** BigInt(Math.min(drop, 400));
  const rounded = (digits + unit / 2n) / unit;
  const result = Number(`${rounded}e${-scale}`);
  return value < 0 && result !== 0 ? -result : result;
}

/** The exact sum of numbers as they are written in decimal: 0.1 and 0.2 give 0.3. */
export function addExactly(numbers: readonly number[]): number {
  const parts = numbers.map((number) => ({ sign: number < 0 ? -1n : 1n, ...decimalOf(Math.abs(number)) }));
  const lowest = Math.min(0, ...parts.map((part) => part.exponent));
  const total = parts.reduce((sum, part) => sum + part.sign * part.digits * 10n ** BigInt(part.exponent - lowest), 0n);
  return Number(`${total}e${lowest}`);
}

function decimalOf(value: number): { digits: bigint; exponent: number } {
  const [mantissa = '0', power = '0'] = String(value).split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  return { digits: BigInt(whole + fraction), exponent: Number(power) - fraction.length };
}
