import { type Numeric, toNumber } from '../value/arithmetic.ts';
import { T, typeOf } from '../value/types.ts';

/** A number as MongoDB's `$toString` writes it: doubles with six digits, as the C library's `%g`. */
export function formatNumber(value: Numeric): string {
  if (typeof value === 'bigint') return String(value);
  const number = toNumber(value);
  if (Number.isNaN(number)) return 'NaN';
  if (!Number.isFinite(number)) return number < 0 ? '-Infinity' : 'Infinity';
  const sign = number < 0 || Object.is(number, -0) ? '-' : '';
  if (typeOf(value) === T.int) return String(value);
  return `${sign}${shortest(Math.abs(number))}`;
}

const precision = 6;

function shortest(number: number): string {
  if (number === 0) return '0';
  const [mantissa = '', power = '0'] = number.toExponential(60).split('e');
  const digits = mantissa.replace('.', '');
  const rounded = String(roundHalfEven(digits));
  const exponent = Number(power) + rounded.length - precision;
  const significant = rounded.slice(0, precision).replace(/0+$/, '') || '0';
  if (exponent < -4 || exponent >= precision) {
    const fraction = significant.length > 1 ? `.${significant.slice(1)}` : '';
    return `${significant[0]}${fraction}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${significant}`;
  const whole = significant.padEnd(exponent + 1, '0').slice(0, exponent + 1);
  return significant.length > exponent + 1 ? `${whole}.${significant.slice(exponent + 1)}` : whole;
}

/** The first digits as a number, rounded by the others, halves to even. */
function roundHalfEven(digits: string): number {
  const head = Number(digits.slice(0, precision));
  const tail = digits.slice(precision).replace(/0+$/, '');
  if (tail < '5' || (tail === '5' && head % 2 === 0)) return head;
  return head + 1;
}
