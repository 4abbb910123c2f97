import { MongoError } from '../errors.ts';
import { isNumeric, toNumber } from '../value/arithmetic.ts';
import type { Value } from '../value/value.ts';
import { kindOf, namedValues, show } from './builders.ts';
import { compileExpression } from './compile-expression.ts';
import { type Expr, isNullish, type OperatorParser, type Scope, withLocals } from './expr.ts';
import { checkUserVariable } from './field-path.ts';
import { isTruthy } from './logic-operators.ts';

/** Operators with local variables. */
export const iterationOperators: readonly (readonly [string, OperatorParser])[] = [
  ['$map', parseMap],
  ['$filter', parseFilter],
  ['$reduce', parseReduce],
  ['$let', parseLet],
];

function localName(value: Value, fallback: string): string {
  if (value === undefined) return fallback;
  if (typeof value !== 'string') throw new MongoError(16869, "$map's 'as' must be a string");
  checkUserVariable(value);
  return value;
}

function parseMap(argument: Value, scope: Scope): Expr {
  const missing = argument instanceof Map && argument.has('input') ? 16882 : 16880;
  const doc = namedValues('$map', argument, { names: ['input', 'as?', 'in'], refusals: { notObject: 16878, unknown: 16879, missing } });
  const input = compileExpression(doc.get('input'), scope);
  const { scope: inner, slots } = withLocals(scope, [localName(doc.get('as'), 'this')]);
  const body = compileExpression(doc.get('in'), inner);
  const [slot] = slots as [number];
  return {
    constant: false,
    evaluate: (env) => {
      const array = input.evaluate(env);
      if (isNullish(array)) return null;
      if (!Array.isArray(array)) throw new MongoError(16883, `input to $map must be an array not ${kindOf(array)}`);
      return array.map((item) => {
        env.slots[slot] = item;
        return body.evaluate(env) ?? null;
      });
    },
  };
}

function parseFilter(argument: Value, scope: Scope): Expr {
  const missing = argument instanceof Map && argument.has('input') ? 28650 : 28648;
  const doc = namedValues('$filter', argument, {
    names: ['input', 'as?', 'cond', 'limit?'],
    refusals: { notObject: 28646, unknown: 28647, missing },
  });
  const input = compileExpression(doc.get('input'), scope);
  const limit = doc.has('limit') ? compileExpression(doc.get('limit'), scope) : undefined;
  const { scope: inner, slots } = withLocals(scope, [localName(doc.get('as'), 'this')]);
  const test = compileExpression(doc.get('cond'), inner);
  const [slot] = slots as [number];
  return {
    constant: false,
    evaluate: (env) => {
      const array = input.evaluate(env);
      if (isNullish(array)) return null;
      if (!Array.isArray(array)) throw new MongoError(28651, `input to $filter must be an array not ${kindOf(array)}`);
      if (array.length === 0) return array;
      const most = limit ? filterLimit(limit.evaluate(env)) : Number.POSITIVE_INFINITY;
      const kept: Value[] = [];
      for (const item of array) {
        if (kept.length >= most) break;
        env.slots[slot] = item;
        if (isTruthy(test.evaluate(env))) kept.push(item);
      }
      return kept;
    },
  };
}

function filterLimit(value: Value): number {
  if (isNullish(value)) return Number.POSITIVE_INFINITY;
  if (!isNumeric(value) || !Number.isInteger(toNumber(value))) {
    throw new MongoError(327391, `$filter: limit must be represented as a 32-bit integral value: ${show(value)}`);
  }
  if (toNumber(value) <= 0) throw new MongoError(327392, `$filter: limit must be greater than 0: ${toNumber(value)}`);
  return toNumber(value);
}

function parseReduce(argument: Value, scope: Scope): Expr {
  const doc = namedValues('$reduce', argument, {
    names: ['input', 'initialValue', 'in'],
    refusals: { notObject: 40075, unknown: 40076, missing: reduceMissing(argument) },
  });
  const input = compileExpression(doc.get('input'), scope);
  const initial = compileExpression(doc.get('initialValue'), scope);
  const { scope: inner, slots } = withLocals(scope, ['this', 'value']);
  const body = compileExpression(doc.get('in'), inner);
  const [thisSlot, valueSlot] = slots as [number, number];
  return {
    constant: false,
    evaluate: (env) => {
      const array = input.evaluate(env);
      if (isNullish(array)) return null;
      if (!Array.isArray(array)) throw new MongoError(40080, `$reduce requires that 'input' be an array, found: ${show(array)}`);
      let value = initial.evaluate(env);
      for (const item of array) {
        env.slots[thisSlot] = item;
        env.slots[valueSlot] = value;
        value = body.evaluate(env);
      }
      return value;
    },
  };
}

function reduceMissing(argument: Value): number {
  if (!(argument instanceof Map) || !argument.has('input')) return 40077;
  return argument.has('initialValue') ? 40079 : 40078;
}

function parseLet(argument: Value, scope: Scope): Expr {
  const missing = argument instanceof Map && argument.has('vars') ? 16877 : 16876;
  const doc = namedValues('$let', argument, { names: ['vars', 'in'], refusals: { notObject: 16874, unknown: 16875, missing } });
  const vars = doc.get('vars');
  if (!(vars instanceof Map)) throw new MongoError('TypeMismatch', `invalid parameter: expected an object (vars)`);
  const names = [...vars.keys()];
  for (const name of names) checkUserVariable(name);
  const values = [...vars.values()].map((value) => compileExpression(value, scope));
  const { scope: inner, slots } = withLocals(scope, names);
  const body = compileExpression(doc.get('in'), inner);
  return {
    constant: false,
    evaluate: (env) => {
      const results = values.map((value) => value.evaluate(env));
      results.forEach((value, i) => {
        env.slots[slots[i] as number] = value;
      });
      return body.evaluate(env);
    },
  };
}
