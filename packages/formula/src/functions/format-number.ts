import { FormulaError } from '../formula-error.ts';
import { roundHalfUp } from '../round.ts';

/**
 * A number in a picture: `0` is a digit that is always written, `#` one that may be left out, `,` every three digits, `.` the
 * point; `%` writes per cent. Text may stand before and after. Throws FormulaError ARGUMENTS for other pictures.
 */
export function formatNumber(value: number, picture: string): string {
  const match = /^([^#0.,%]{0,10})([#0,]*)(?:\.(0*)(#*))?(%?)([^#0.,%]{0,10})$/.exec(picture.slice(0, 50));
  const [, before = '', whole = '', fixed = '', loose = '', percent = '', after = ''] = match ?? [];
  const digits = fixed.length + loose.length;
  if (!match || picture.length > 50 || digits > 15 || (whole === '' && digits === 0))
    throw new FormulaError('ARGUMENTS', `"${picture.slice(0, 50)}" is not a picture of a number`);
  const scaled = roundHalfUp(percent ? value * 100 : value, digits);
  const [int = '0', fraction = ''] = Math.abs(scaled).toFixed(digits).split('.');
  const kept = fraction.replace(new RegExp(`0{0,${loose.length}}$`), '').padEnd(fixed.length, '0');
  const least = whole.replace(/[^0]/g, '').length;
  const digitsBefore = int === '0' && least === 0 ? '' : int.padStart(least, '0');
  const grouped = whole.includes(',') ? digitsBefore.replace(/\B(?=(\d{3})+$)/g, ',') : digitsBefore;
  return `${scaled < 0 ? '-' : ''}${before}${grouped}${kept ? `.${kept}` : ''}${percent}${after}`;
}
