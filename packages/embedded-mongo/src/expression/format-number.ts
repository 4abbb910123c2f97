import { type Numeric, toNumber } from '../value/arithmetic.ts';

/** A number as MongoDB's `$toString` writes it. */
export function formatNumber(value: Numeric): string {
  if (typeof value === 'bigint') return String(value);
  const number = toNumber(value);
  if (Number.isNaN(number)) return 'NaN';
  if (!Number.isFinite(number)) return number < 0 ? '-Infinity' : 'Infinity';
  if (Object.is(number, -0)) return '-0';
  const text = String(number);
  if (Number.isInteger(number) && Math.abs(number) < 1e15) return text;
  const exponent = Math.floor(Math.log10(Math.abs(number)));
  if (exponent >= -5 && exponent < 17) return text.includes('e') ? number.toFixed(20).replace(/0+$/, '') : text;
  const [mantissa, power] = number.toExponential().split('e') as [string, string];
  return `${mantissa}e${power.replace(/^([+-])(\d)$/, '$10$2')}`;
}
