import { MongoError } from '../errors.ts';
import { showValue } from '../value/show.ts';
import type { Doc, Value } from '../value/value.ts';
import { argumentsOf, fixed, fold, kindOf, namedParts, namedValues, unfolded, variadic } from './builders.ts';
import { compileExpression } from './compile-expression.ts';
import { constantExpr, type Expr, isNullish, type OperatorParser, type Scope } from './expr.ts';

/** Operators on documents. */
export const objectOperators: readonly (readonly [string, OperatorParser])[] = [
  ['$mergeObjects', parseMerge],
  ['$objectToArray', fixed('$objectToArray', 1, objectToArray)],
  ['$arrayToObject', fixed('$arrayToObject', 1, arrayToObject)],
  ['$getField', unfolded(parseGetField)],
  ['$setField', unfolded((argument, scope) => parseSetField('$setField', argument, scope))],
  ['$unsetField', unfolded((argument, scope) => parseSetField('$unsetField', argument, scope))],
];

/** One argument may be an array of documents. */
function parseMerge(argument: Value, scope: Scope): Expr {
  const parts = argumentsOf(argument, scope);
  const [only] = parts;
  if (!only || parts.length > 1) return variadic(mergeObjects)(argument, scope);
  return fold(parts, (env) => {
    const value = only.evaluate(env);
    return mergeObjects(Array.isArray(value) ? value : [value]);
  });
}

/** The documents laid over each other. Throws 40400 for what is none. */
export function mergeObjects(values: Iterable<Value>): Value {
  const result: Doc = new Map();
  for (const value of values) {
    if (isNullish(value)) continue;
    if (!(value instanceof Map))
      throw new MongoError(40400, `$mergeObjects requires object inputs, but input ${showValue(value)} is of type ${kindOf(value)}`);
    for (const [name, inner] of value) result.set(name, inner);
  }
  return result;
}

function objectToArray(value: Value): Value {
  if (isNullish(value)) return null;
  if (!(value instanceof Map)) throw new MongoError(40390, `$objectToArray requires a document input, found: ${kindOf(value)}`);
  return Array.from(
    value,
    ([k, v]) =>
      new Map<string, Value>([
        ['k', k],
        ['v', v],
      ]),
  );
}

function arrayToObject(value: Value): Value {
  if (isNullish(value)) return null;
  if (!Array.isArray(value)) throw new MongoError(40386, `$arrayToObject requires an array input, found: ${kindOf(value)}`);
  const pairs = Array.isArray(value[0]);
  return new Map(value.map((item) => (pairs ? pairOf(item) : entryOf(item))));
}

function pairOf(item: Value): [string, Value] {
  if (!Array.isArray(item))
    throw new MongoError(
      40396,
      `$arrayToObject requires a consistent input format. Elements must all be arrays or all be objects. Array was detected, now found: ${kindOf(item)}`,
    );
  if (item.length !== 2)
    throw new MongoError(40397, `$arrayToObject requires an array of size 2 arrays,found array of size: ${item.length}`);
  const [name, value] = item;
  if (typeof name !== 'string') {
    throw new MongoError(
      40395,
      `$arrayToObject requires an array of key-value pairs, where the key must be of type string. Found key type: ${kindOf(name)}`,
    );
  }
  return [checkKey(name), value];
}

function entryOf(item: Value): [string, Value] {
  if (Array.isArray(item)) {
    throw new MongoError(
      40391,
      `$arrayToObject requires a consistent input format. Elements must all be arrays or all be objects. Object was detected, now found: array`,
    );
  }
  if (!(item instanceof Map)) throw new MongoError(40398, `Unrecognised input type format for $arrayToObject: ${kindOf(item)}`);
  if (item.size !== 2)
    throw new MongoError(40392, `$arrayToObject requires an object keys of 'k' and 'v'. Found incorrect number of keys:${item.size}`);
  if (!item.has('k') || !item.has('v'))
    throw new MongoError(
      40393,
      `$arrayToObject requires an object with keys 'k' and 'v'. Missing either or both keys from: ${showValue(item)}`,
    );
  const name = item.get('k');
  if (typeof name !== 'string') {
    throw new MongoError(
      40394,
      `$arrayToObject requires an object with keys 'k' and 'v', where the value of 'k' must be of type string. Found type: ${kindOf(name)}`,
    );
  }
  return [checkKey(name), item.get('v')];
}

function checkKey(name: string): string {
  if (name.includes('\u0000')) throw new MongoError(4940400, 'Key field cannot contain an embedded null byte');
  return name;
}

function parseGetField(argument: Value, scope: Scope): Expr {
  const isNamed = argument instanceof Map && !([...argument.keys()][0] ?? '').startsWith('$');
  const doc = isNamed
    ? namedValues('$getField', argument, {
        names: ['field', 'input'],
        refusals: { notObject: 3041701, unknown: 3041701, missing: argument.has('field') ? 3041703 : 3041702 },
      })
    : new Map<string, Value>([['field', argument]]);
  const field = doc.get('field');
  if (typeof field === 'string' && field.startsWith('$'))
    throw new MongoError(5654600, "A field path reference which starts with '$' must be wrapped in $literal");
  const name = constantName('$getField', field, { scope, code: 5654601 });
  const input = doc.has('input') ? compileExpression(doc.get('input'), scope) : compileExpression('$$CURRENT', scope);
  return fold([input], (env) => {
    const value = input.evaluate(env);
    if (value instanceof Map) return value.get(name);
    return isNullish(value) ? (value === undefined ? undefined : null) : undefined;
  });
}

/** The name of a field, which has to be written as a constant: an expression is refused also when it comes to one. */
function constantName(name: string, field: Value, { scope, code }: { readonly scope: Scope; readonly code: number }): string {
  const computes = Array.isArray(field) || (field instanceof Map && !field.has('$literal') && !field.has('$const'));
  if (computes) throw new MongoError(code, `${name} requires 'field' to evaluate to a constant, but got a non-constant argument`);
  const value = compileExpression(field, scope).evaluate({ root: new Map(), slots: [] });
  if (typeof value !== 'string') {
    throw new MongoError(
      code === 4161106 ? 4161107 : 5654602,
      `${name} requires 'field' to evaluate to type String, but got ${kindOf(value)}`,
    );
  }
  return value;
}

function parseSetField(name: '$setField' | '$unsetField', argument: Value, scope: Scope): Expr {
  const names = name === '$setField' ? ['field', 'input', 'value'] : ['field', 'input'];
  const missing =
    argument instanceof Map && !argument.has('field') ? 4161102 : argument instanceof Map && !argument.has('value') ? 4161103 : 4161109;
  const parts = namedParts(name, argument, { names, refusals: { notObject: 4161100, unknown: 4161101, missing }, scope });
  const fieldName = (argument as Doc).get('field');
  if (typeof fieldName === 'string' && fieldName.startsWith('$')) {
    const path = `'$CURRENT.${fieldName.slice(1)}'`;
    throw new MongoError(
      4161108,
      `${path} is a field path reference which is not allowed in this context. Did you mean {$literal: ${path}}?`,
    );
  }
  const field = constantName(name, fieldName, { scope, code: 4161106 });
  const input = parts.get('input') as Expr;
  const value = parts.get('value') ?? constantExpr(undefined);
  return fold([input, value], (env) => {
    const target = input.evaluate(env);
    if (isNullish(target)) return null;
    if (!(target instanceof Map)) throw new MongoError(4161105, `${name} requires 'input' to evaluate to type Object`);
    const result = new Map(target);
    const inner = value.evaluate(env);
    if (inner === undefined) result.delete(field);
    else result.set(field, inner);
    return result;
  });
}
