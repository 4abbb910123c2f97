import { Binary } from 'bson';
import { MongoError } from '../errors.ts';
import { toDouble } from '../value/read.ts';
import type { Value } from '../value/value.ts';
import { writeDoc } from '../value/write.ts';
import { fixed, kindOf } from './builders.ts';
import { constantExpr, type Expr, isNullish, type OperatorParser } from './expr.ts';

/** Constants, chance, sizes, and what is refused by name. */
export const miscOperators: readonly (readonly [string, OperatorParser])[] = [
  ['$literal', (argument) => constantExpr(argument)],
  ['$const', (argument) => constantExpr(argument)],
  ['$rand', parseRand],
  ['$binarySize', fixed('$binarySize', 1, binarySize)],
  ['$bsonSize', fixed('$bsonSize', 1, bsonSize)],
  ['$function', () => refuse('$function')],
  ['$accumulator', () => refuse('$accumulator')],
  ['$meta', () => refuse('$meta')],
];

function refuse(name: string): never {
  throw new MongoError('BadValue', `${name} is not supported by embedded-mongo`);
}

function parseRand(argument: Value): Expr {
  const empty = (argument instanceof Map && argument.size === 0) || (Array.isArray(argument) && argument.length === 0);
  if (!empty) throw new MongoError(3040501, '$rand does not currently accept arguments');
  return { evaluate: () => toDouble(Math.random()), constant: false };
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
