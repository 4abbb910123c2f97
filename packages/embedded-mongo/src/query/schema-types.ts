import { MongoError } from '../errors.ts';
import { T, typeOf } from '../value/types.ts';
import type { Value } from '../value/value.ts';
import { parseTypes } from './parse-operators.ts';

const jsonTypes = new Map<string, readonly number[]>([
  ['array', [T.array]],
  ['object', [T.object]],
  ['string', [T.string]],
  ['boolean', [T.bool]],
  ['null', [T.null]],
  ['number', [T.double, T.int, T.long, T.decimal]],
]);

/** The check of `type` (JSON's names) or `bsonType` (BSON's names). */
export function schemaTypes(value: Value, keyword: 'type' | 'bsonType'): (value: Value) => boolean {
  const types = keyword === 'bsonType' ? bsonTypes(value) : new Set((Array.isArray(value) ? value : [value]).flatMap(jsonType));
  return (candidate) => types.has(typeOf(candidate));
}

function bsonTypes(value: Value): ReadonlySet<number> {
  const names = Array.isArray(value) ? value : [value];
  if (names.some((name) => typeof name !== 'string')) {
    throw new MongoError('TypeMismatch', "$jsonSchema keyword 'bsonType' must be either a string or an array of strings");
  }
  return parseTypes(value, 'bsonType');
}

function jsonType(name: Value): readonly number[] {
  if (typeof name !== 'string')
    throw new MongoError('TypeMismatch', "$jsonSchema keyword 'type' must be either a string or an array of strings");
  if (name === 'integer') throw new MongoError('BadValue', "$jsonSchema type 'integer' is not currently supported.");
  const types = jsonTypes.get(name);
  if (!types) throw new MongoError('BadValue', `Unknown type name alias: ${name}`);
  return types;
}
