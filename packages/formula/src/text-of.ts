import { FormulaError } from './formula-error.ts';
import { limits } from './limits.ts';
import type { Meter } from './meter.ts';
import { isCallable, isPattern } from './values.ts';

/** The text of a value as `$string` and `&` write it: numbers with 15 digits, lists and objects as JSON. Throws FormulaError SIZE before it makes one that is too long. */
export function textOf(value: unknown, meter: Meter, indent = 0): string {
  if (typeof value === 'string') return value;
  if (value === undefined || isCallable(value) || isPattern(value)) return '';
  if (typeof value === 'number' && !Number.isFinite(value)) throw new FormulaError('NOT_FINITE', 'a number is not finite');
  measure(value, { meter, left: limits.text });
  return JSON.stringify(value, (_key, each: unknown) => tidy(each), indent);
}

/** Counts the fewest characters a value can take as JSON: one list may stand in many places, and each is written out. */
function measure(value: unknown, count: { meter: Meter; left: number }): void {
  const isText = typeof value === 'string';
  count.meter.spend(isText ? 1 + value.length / 32 : 1);
  count.left -= isText ? value.length + 2 : 1;
  if (count.left < 0) throw new FormulaError('SIZE', `a text may have at most ${limits.text} characters`);
  if (typeof value !== 'object' || value === null) return;
  for (const each of Array.isArray(value) ? value : Object.values(value)) measure(each, count);
}

function tidy(value: unknown): unknown {
  if (typeof value === 'number' && Number.isFinite(value)) return Number(value.toPrecision(15));
  if (isCallable(value) || isPattern(value)) return '';
  return value;
}
