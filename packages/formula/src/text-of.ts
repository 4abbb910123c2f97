import { FormulaError } from './formula-error.ts';
import { isCallable, isPattern } from './values.ts';

/** The text of a value as `$string` and `&` write it: numbers with 15 digits, lists and objects as JSON. */
export function textOf(value: unknown, indent = 0): string {
  if (typeof value === 'string') return value;
  if (value === undefined || isCallable(value) || isPattern(value)) return '';
  if (typeof value === 'number' && !Number.isFinite(value)) throw new FormulaError('NOT_FINITE', 'a number is not finite');
  return JSON.stringify(value, (_key, each: unknown) => tidy(each), indent);
}

function tidy(value: unknown): unknown {
  if (typeof value === 'number' && Number.isFinite(value)) return Number(value.toPrecision(15));
  if (isCallable(value) || isPattern(value)) return '';
  return value;
}
