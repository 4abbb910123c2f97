import { Binary } from 'bson';
import { MongoError } from '../errors.ts';
import { toDouble } from '../value/read.ts';
import type { Value } from '../value/value.ts';
import { writeDoc } from '../value/write.ts';
import { fixed, fold, kindOf } from './builders.ts';
import { compileExpression } from './compile-expression.ts';
import { constantExpr, type Expr, isNullish, type OperatorParser, type Scope } from './expr.ts';
import { hashedKey } from './hashed-key.ts';

/** Constants, chance, sizes, and what is refused by name. */
export const miscOperators: readonly (readonly [string, OperatorParser])[] = [
  ['$literal', (argument) => constantExpr(argument)],
  ['$const', (argument) => constantExpr(argument)],
  ['$rand', parseRand],
  ['$binarySize', fixed('$binarySize', 1, binarySize)],
  ['$bsonSize', fixed('$bsonSize', 1, bsonSize)],
  ['$toHashedIndexKey', parseHashedKey],
  ['$function', () => refuse('$function')],
  ['$accumulator', () => refuse('$accumulator')],
  ['$meta', () => refuse('$meta')],
];

function refuse(name: string): never {
  throw new MongoError('BadValue', `${name} is not supported by embedded-mongo`);
}

function parseRand(argument: Value): Expr {
  if (!(argument instanceof Map || Array.isArray(argument))) throw new MongoError(10065, 'invalid parameter: expected an object ($rand)');
  if ((argument instanceof Map ? argument.size : argument.length) > 0)
    throw new MongoError(3040501, '$rand does not currently accept arguments');
  return { evaluate: () => toDouble(Math.random()), constant: false };
}

function parseHashedKey(argument: Value, scope: Scope): Expr {
  const value = compileExpression(argument, scope);
  return fold([value], (env) => hashedKey(value.evaluate(env)));
}

function binarySize(value: Value): Value {
  if (isNullish(value)) return null;
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (value instanceof Binary) return value.position;
  throw new MongoError(51276, `$binarySize requires a string or BinData argument, found: ${kindOf(value)}`);
}

function bsonSize(value: Value): Value {
  if (isNullish(value)) return null;
  if (value instanceof Map) return writeDoc(value).length;
  throw new MongoError(31393, `$bsonSize requires a document input, found: ${kindOf(value)}`);
}
