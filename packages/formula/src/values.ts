import { FormulaError } from './formula-error.ts';
import type { Meter } from './meter.ts';
import { Sequence } from './sequence.ts';

/** A function that a formula hands to another one. */
export interface Callable {
  readonly callable: true;
  /** How many arguments it wants. */
  arity: number;
  call: (args: readonly unknown[]) => unknown;
}

/** A regular expression that a formula hands to a function. */
export interface PatternValue {
  readonly pattern: true;
  source: string;
  flags: string;
}

/** A JSON object inside a formula. */
export type FormulaObject = Record<string, unknown>;

/** Whether a value is a function. */
export function isCallable(value: unknown): value is Callable {
  return typeof value === 'object' && value !== null && callables.has(value);
}

/** Marks a function made by this package, so that no data can pose as one. */
export function toCallable(arity: number, call: (args: readonly unknown[]) => unknown): Callable {
  const callable: Callable = { callable: true, arity, call };
  callables.add(callable);
  return callable;
}

/** Whether a value is a regular expression. */
export function isPattern(value: unknown): value is PatternValue {
  return typeof value === 'object' && value !== null && patterns.has(value);
}

/** Marks a regular expression made by this package. */
export function toPattern(source: string, flags: string): PatternValue {
  const pattern: PatternValue = { pattern: true, source, flags };
  patterns.add(pattern);
  return pattern;
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is FormulaObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isCallable(value) && !isPattern(value);
}

/** An empty object without a prototype. */
export function newObject(): FormulaObject {
  return Object.create(null) as FormulaObject;
}

/** Refuses keys that reach prototypes. */
export function checkKey(key: string): string {
  if (key === '__proto__' || key === 'constructor' || key === 'prototype')
    throw new FormulaError('FORBIDDEN_KEY', `the key ${key} is not allowed`);
  return key;
}

/** The result as plain JSON: sequences as lists, objects copied, nothing of this package inside. One list may stand in many places, so every copy is paid for. */
export function toPlain(value: unknown, meter: Meter): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new FormulaError('NOT_FINITE', 'the result is not a finite number');
  if (Array.isArray(value)) {
    meter.spend(value.length / 4);
    return Array.from(value, (item) => toPlain(item, meter));
  }
  if (typeof value !== 'object' || value === null) return value;
  if (isCallable(value) || isPattern(value)) throw new FormulaError('TYPE', 'a function is not a value');
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  meter.spend(entries.length);
  return Object.fromEntries(entries.map(([key, each]) => [checkKey(key), toPlain(each, meter)]));
}

/** What counts as true: JSONata's rules, by which empty texts, zero, empty lists and empty objects are false. */
export function isTruthy(value: unknown, meter: Meter): boolean {
  meter.look(value);
  if (Array.isArray(value)) return value.length === 1 ? isTruthy(value[0], meter) : value.some((item) => isTruthy(item, meter));
  if (typeof value === 'string') return value.length > 0;
  if (typeof value === 'number') return value !== 0;
  if (isObject(value)) return Object.keys(value).length > 0;
  return value === true;
}

/** Whether two values are equal all the way down. */
export function isEqual(left: unknown, right: unknown, meter: Meter): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right)) {
    meter.spend(left.length / 4);
    return left.length === right.length && left.every((item, index) => isEqual(item, right[index], meter));
  }
  if (!isObject(left) || !isObject(right)) return false;
  const keys = Object.keys(left);
  meter.spend(keys.length);
  return (
    keys.length === Object.keys(right).length && keys.every((key) => Object.hasOwn(right, key) && isEqual(left[key], right[key], meter))
  );
}

/** The value under a key: of an object its own, of a list those of its elements. */
export function lookUp(value: unknown, key: string, meter: Meter): unknown {
  if (Array.isArray(value)) {
    meter.spend(value.length);
    const found = new Sequence();
    for (const item of value) {
      const each = lookUp(item, key, meter);
      if (each === undefined) continue;
      if (Array.isArray(each)) for (const inner of each) found.push(inner);
      else found.push(each);
    }
    return found;
  }
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

const callables = new WeakSet<object>();
const patterns = new WeakSet<object>();
