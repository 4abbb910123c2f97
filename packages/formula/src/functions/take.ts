import { FormulaError } from '../formula-error.ts';
import { type Callable, type FormulaObject, isCallable, isObject } from '../values.ts';

/** The argument as a text; its parameter has made sure of it, nothing counts as empty. */
export function takeText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The argument as a number; nothing counts as the default. */
export function takeNumber(value: unknown, fallback = 0): number {
  return typeof value === 'number' ? value : fallback;
}

/** The argument as a list. */
export function takeList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The argument as a list of numbers. */
export function takeNumbers(value: unknown): number[] {
  return takeList(value).filter((item) => typeof item === 'number');
}

/** The argument as an object. */
export function takeObject(value: unknown): FormulaObject {
  return isObject(value) ? value : {};
}

/** The argument as a function. Throws FormulaError ARGUMENTS when it is none. */
export function takeCallable(value: unknown): Callable {
  if (!isCallable(value)) throw new FormulaError('ARGUMENTS', 'a function is expected');
  return value;
}
