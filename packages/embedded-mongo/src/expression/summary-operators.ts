import { MongoError } from '../errors.ts';
import { isNumeric, toNumber } from '../value/arithmetic.ts';
import { compareValues } from '../value/compare.ts';
import { toDouble } from '../value/read.ts';
import type { Value } from '../value/value.ts';
import { argumentsOf, constantsLast, fold, namedParts, show } from './builders.ts';
import { Deviation } from './deviation.ts';
import { type Expr, isNullish, type OperatorParser, type Scope } from './expr.ts';
import { Total } from './total.ts';

/** Accumulators used as expressions: over their arguments, or over one array. */
export const summaryOperators: readonly (readonly [string, OperatorParser])[] = [
  ['$sum', overList((values) => totalOf(values).sum(), constantsLast)],
  ['$avg', overList((values) => totalOf(values).average())],
  ['$min', overList((values) => extreme(values, 1), constantsLast)],
  ['$max', overList((values) => extreme(values, -1), constantsLast)],
  ['$stdDevPop', overList((values) => deviationOf(values).population())],
  ['$stdDevSamp', overList((values) => deviationOf(values).sample())],
  ['$median', (argument, scope) => parsePercentile('$median', argument, scope)],
  ['$percentile', (argument, scope) => parsePercentile('$percentile', argument, scope)],
];

type Arrange = (parts: readonly Expr[], summarise: (values: Iterable<Value>) => Value) => readonly Expr[];

function overList(summarise: (values: Iterable<Value>) => Value, arrange: Arrange = (parts) => parts): OperatorParser {
  return (argument, scope) => {
    const parts = arrange(argumentsOf(argument, scope), summarise);
    const [only] = parts as [Expr];
    return fold(parts, (env) => {
      if (parts.length !== 1) return summarise(parts.map((part) => part.evaluate(env)));
      const value = only.evaluate(env);
      return summarise(Array.isArray(value) ? value : [value]);
    });
  };
}

function totalOf(values: Iterable<Value>): Total {
  const total = new Total();
  for (const value of values) total.add(value);
  return total;
}

function deviationOf(values: Iterable<Value>): Deviation {
  const deviation = new Deviation();
  for (const value of values) deviation.add(value);
  return deviation;
}

function extreme(values: Iterable<Value>, sign: 1 | -1): Value {
  let best: Value = null;
  let found = false;
  for (const value of values) {
    if (isNullish(value)) continue;
    if (!found || compareValues(value, best) * sign < 0) best = value;
    found = true;
  }
  return best;
}

const refusals = { notObject: 7436100, unknown: 40415, missing: 40414 };

function parsePercentile(name: '$median' | '$percentile', argument: Value, scope: Scope): Expr {
  const names = name === '$median' ? ['input', 'method'] : ['input', 'p', 'method'];
  const parts = namedParts(name, argument, { names, refusals, scope });
  const list = [...parts.values()];
  return fold(list, (env) => {
    const input = (parts.get('input') as Expr).evaluate(env);
    const p = parts.get('p')?.evaluate(env);
    const numbers = (Array.isArray(input) ? input : [input]).filter(isNumeric).map(toNumber);
    return name === '$median' ? percentile(numbers, 0.5) : percentileList(p).map((at) => percentile(numbers, at));
  });
}

/** Reads the `p` of `$percentile`. Throws 7750301 to 7750303. */
export function percentileList(p: Value): number[] {
  if (!Array.isArray(p) || p.length === 0)
    throw new MongoError(7750301, `The $percentile 'p' field must be an array of numbers from [0.0, 1.0], but found: ${show(p)}`);
  return p.map((at) => {
    const number = isNumeric(at) ? toNumber(at) : Number.NaN;
    if (!(number >= 0 && number <= 1))
      throw new MongoError(7750303, `The $percentile 'p' field must be an array of numbers from [0.0, 1.0], but found: ${show(at)}`);
    return number;
  });
}

/** The value at rank `p` of the numbers, as a double; null when there are none. */
export function percentile(numbers: readonly number[], p: number): Value {
  if (numbers.length === 0) return null;
  const sorted = numbers.toSorted((a, b) => a - b);
  const rank = Math.max(0, Math.ceil(numbers.length * p) - 1);
  return toDouble(sorted[rank] as number);
}
