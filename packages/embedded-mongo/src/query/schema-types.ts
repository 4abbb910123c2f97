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
  const names = namesIn(value, keyword);
  const types = keyword === 'bsonType' ? parseTypes(names, keyword) : new Set(names.flatMap(jsonType));
  return (candidate) => types.has(typeOf(candidate));
}

/** The names of one or several types. Throws TypeMismatch or FailedToParse. */
function namesIn(value: Value, keyword: string): string[] {
  const names = (Array.isArray(value) ? value : [value]).map((name) => {
    if (typeof name === 'string') return name;
    throw new MongoError('TypeMismatch', `$jsonSchema keyword '${keyword}' must be either a string or an array of strings`);
  });
  const refuse = (why: string) => new MongoError('FailedToParse', why);
  if (names.length === 0) throw refuse(`$jsonSchema keyword '${keyword}' must name at least one type`);
  if (names.includes('integer')) throw refuse("$jsonSchema type 'integer' is not currently supported.");
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) throw refuse(`$jsonSchema keyword '${keyword}' has duplicate value: ${twice}`);
  return names;
}

function jsonType(name: string): readonly number[] {
  const types = jsonTypes.get(name);
  if (!types) throw new MongoError('BadValue', `Unknown type name alias: ${name}`);
  return types;
}
