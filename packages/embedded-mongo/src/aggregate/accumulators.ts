import { MongoError } from '../errors.ts';
import { extremeRefusals, nRefusals, positiveCount } from '../expression/array-operators.ts';
import { namedValues } from '../expression/builders.ts';
import { compileExpression } from '../expression/compile-expression.ts';
import { Deviation } from '../expression/deviation.ts';
import { type Env, isNullish, type Scope } from '../expression/expr.ts';
import { keepExtreme } from '../expression/keep-extreme.ts';
import { percentile, percentileList } from '../expression/summary-operators.ts';
import { Total } from '../expression/total.ts';
import { isNumeric, toNumber } from '../value/arithmetic.ts';
import { compareValues, equalityKey } from '../value/compare.ts';
import { showValue } from '../value/show.ts';
import { typeName, typeOf } from '../value/types.ts';
import type { Doc, Value } from '../value/value.ts';
import { sizeOf } from './memory.ts';
import { parseTop } from './top-accumulators.ts';

/** What one group holds of one accumulator. */
export type Accumulator = {
  /** Adds a document; answers about how many bytes more it holds. */
  readonly add: (env: Env) => number;
  readonly result: () => Value;
};

/** Makes the accumulator of a new group; what it is told once it reads from the group's `_id` as if that were the document. */
export type AccumulatorFactory = (group: Env) => Accumulator;

type Parser = (argument: Value, scope: Scope) => AccumulatorFactory;

const parsers = new Map<string, Parser>([
  ['$sum', simple(() => summing(({ total }) => total.sum()))],
  ['$avg', simple(() => summing(({ total }) => total.average()))],
  ['$min', simple(() => extreme(1))],
  ['$max', simple(() => extreme(-1))],
  ['$first', simple(first)],
  ['$last', simple(last)],
  ['$push', simple(push)],
  ['$addToSet', simple(addToSet)],
  ['$stdDevPop', simple(() => deviating((deviation) => deviation.population()))],
  ['$stdDevSamp', simple(() => deviating((deviation) => deviation.sample()))],
  ['$mergeObjects', simple(merge)],
  ['$count', parseCount],
  ['$firstN', (argument, scope) => parseN('$firstN', argument, scope)],
  ['$lastN', (argument, scope) => parseN('$lastN', argument, scope)],
  ['$minN', (argument, scope) => parseN('$minN', argument, scope)],
  ['$maxN', (argument, scope) => parseN('$maxN', argument, scope)],
  ['$top', (argument, scope) => parseTop('$top', argument, scope)],
  ['$topN', (argument, scope) => parseTop('$topN', argument, scope)],
  ['$bottom', (argument, scope) => parseTop('$bottom', argument, scope)],
  ['$bottomN', (argument, scope) => parseTop('$bottomN', argument, scope)],
  ['$median', (argument, scope) => parsePercentile('$median', argument, scope)],
  ['$percentile', (argument, scope) => parsePercentile('$percentile', argument, scope)],
]);

/** Reads one accumulator of `$group`. Throws 15952 for an unknown one. */
export function parseAccumulator(name: string, argument: Value, scope: Scope): AccumulatorFactory {
  const parse = parsers.get(name);
  if (parse) return parse(argument, scope);
  if (name === '$accumulator') throw new MongoError('BadValue', '$accumulator is not supported by embedded-mongo');
  throw new MongoError(15952, `unknown group operator '${name}'`);
}

type Holder = {
  readonly add: (value: Value) => number;
  readonly result: () => Value;
  /** Nothing more can change it: the argument is not computed any more, as in MongoDB. */
  readonly isFull?: () => boolean;
};

function simple(create: () => Holder): Parser {
  return (argument, scope) => {
    const list = Array.isArray(argument) ? argument : undefined;
    if (list && list.length > 1) throw new MongoError(40237, `The accumulator is a unary operator`);
    const { evaluate } = compileExpression(list?.length === 1 ? list[0] : argument, scope);
    return () => {
      const { add, result, isFull } = create();
      return { add: (env) => (isFull?.() ? 0 : add(evaluate(env))), result };
    };
  };
}

function summing(read: (state: { total: Total }) => Value): Holder {
  const total = new Total();
  return {
    add: (value) => {
      total.add(value);
      return 0;
    },
    result: () => read({ total }),
  };
}

function deviating(read: (deviation: Deviation) => Value): Holder {
  const deviation = new Deviation();
  return {
    add: (value) => {
      deviation.add(value);
      return 0;
    },
    result: () => read(deviation),
  };
}

function extreme(sign: 1 | -1): Holder {
  let best: Value;
  return {
    add: (value) => {
      if (isNullish(value) || (best !== undefined && compareValues(value, best) * sign >= 0)) return 0;
      const grown = sizeOf(value) - (best === undefined ? 0 : sizeOf(best));
      best = value;
      return grown;
    },
    result: () => best ?? null,
  };
}

function first(): Holder {
  let seen = false;
  let kept: Value;
  return {
    add: (value) => {
      seen = true;
      kept = value;
      return sizeOf(value);
    },
    result: () => kept ?? null,
    isFull: () => seen,
  };
}

function last(): Holder {
  let kept: Value;
  return {
    add: (value) => {
      const grown = sizeOf(value) - sizeOf(kept);
      kept = value;
      return grown;
    },
    result: () => kept ?? null,
  };
}

function push(): Holder {
  const values: Value[] = [];
  return {
    add: (value) => {
      if (value === undefined) return 0;
      values.push(value);
      return sizeOf(value) + 8;
    },
    result: () => values,
  };
}

function addToSet(): Holder {
  const values = new Map<string, Value>();
  return {
    add: (value) => {
      if (value === undefined) return 0;
      const key = equalityKey(value);
      if (values.has(key)) return 0;
      values.set(key, value);
      return sizeOf(value) + key.length + 40;
    },
    result: () => [...values.values()],
  };
}

function merge(): Holder {
  const merged: Doc = new Map();
  return {
    add: (value) => {
      if (isNullish(value)) return 0;
      if (!(value instanceof Map))
        throw new MongoError(
          40400,
          `$mergeObjects requires object inputs, but input ${showValue(value)} is of type ${typeName(typeOf(value))}`,
        );
      for (const [name, inner] of value) merged.set(name, inner);
      return sizeOf(value);
    },
    result: () => merged,
  };
}

function parseCount(argument: Value, scope: Scope): AccumulatorFactory {
  if (!(argument instanceof Map) || argument.size > 0) throw new MongoError('TypeMismatch', `$count takes no arguments, i.e. $count:{}`);
  return simple(() => summing(({ total }) => total.sum()))(1, scope);
}

function parseN(name: '$firstN' | '$lastN' | '$minN' | '$maxN', argument: Value, scope: Scope): AccumulatorFactory {
  const isExtreme = name === '$minN' || name === '$maxN';
  const doc = namedValues(name, argument, { names: ['n', 'input'], refusals: isExtreme ? extremeRefusals : nRefusals });
  const [n, input] = [compileExpression(doc.get('n'), scope), compileExpression(doc.get('input'), scope)];
  return (group) => {
    const values: Value[] = [];
    const count = positiveCount(name, n.evaluate(group));
    return {
      add: (env) => {
        if (name === '$firstN' && values.length === count) return 0;
        const value = input.evaluate(env);
        if (isExtreme) {
          if (isNullish(value)) return 0;
          keepExtreme(values, value, { count, largest: name === '$maxN' });
        } else if (name === '$lastN') {
          values.push(value ?? null);
          if (values.length > count) values.shift();
        } else values.push(value ?? null);
        return values.length < count ? sizeOf(value) : 0;
      },
      result: () => (name === '$maxN' ? values.toReversed() : values),
    };
  };
}

function parsePercentile(name: '$median' | '$percentile', argument: Value, scope: Scope): AccumulatorFactory {
  const names = name === '$median' ? ['input', 'method'] : ['input', 'p', 'method'];
  const doc = namedValues(name, argument, { names, refusals: { notObject: 7436100, unknown: 40415, missing: 40414 } });
  const input = compileExpression(doc.get('input'), scope);
  const list = name === '$median' ? [0.5] : percentileList(compileExpression(doc.get('p'), scope).evaluate({ root: new Map(), slots: [] }));
  return () => {
    const numbers: number[] = [];
    return {
      add: (env) => {
        const value = input.evaluate(env);
        if (!isNumeric(value)) return 0;
        numbers.push(toNumber(value));
        return 8;
      },
      result: () => {
        const results = list.map((p) => percentile(numbers, p));
        return name === '$median' ? results[0] : results;
      },
    };
  };
}
