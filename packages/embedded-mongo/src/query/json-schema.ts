import { MongoError } from '../errors.ts';
import { compileRegex } from '../regex/compile-regex.ts';
import { compareValues, equalityKey } from '../value/compare.ts';
import { readDoc } from '../value/read.ts';
import { showValue } from '../value/show.ts';
import { isNumericType, typeOf } from '../value/types.ts';
import type { Doc, Value } from '../value/value.ts';
import { schemaTypes } from './schema-types.ts';
import { wholeNumberOf } from './whole-number.ts';

/** Reads a `$jsonSchema` (draft 4 as MongoDB has it). Throws FailedToParse or TypeMismatch naming the keyword. */
export function parseJsonSchema(schema: Value): (raw: Uint8Array) => boolean {
  if (!(schema instanceof Map)) throw new MongoError('TypeMismatch', '$jsonSchema must be an object');
  const check = compileSchema(schema);
  return (raw) => check(readDoc(raw));
}

type Check = (value: Value) => boolean;
type Keyword = (value: Value, schema: Doc) => Check | undefined;

function compileSchema(schema: Doc): Check {
  const unknown = [...schema.keys()].find((name) => !keywords.has(name));
  if (unknown !== undefined) throw unknownKeyword(unknown);
  if (schema.has('type') && schema.has('bsonType')) {
    throw new MongoError('FailedToParse', "Cannot specify both $jsonSchema keywords 'type' and 'bsonType'");
  }
  const checks = Array.from(schema, ([name, value]) => keywords.get(name)?.(value, schema)).filter((check) => check !== undefined);
  return (value) => checks.every((check) => check(value));
}

/** Keywords of draft 4 that MongoDB knows by name, but does not carry out. */
const unsupported = new Set(['$ref', '$schema', 'default', 'definitions', 'format', 'id']);

function unknownKeyword(name: string): MongoError {
  const why = unsupported.has(name) ? `$jsonSchema keyword '${name}' is not currently supported` : `Unknown $jsonSchema keyword: ${name}`;
  return new MongoError('FailedToParse', why);
}

function subschema(name: string, value: Value): Check {
  if (!(value instanceof Map)) throw new MongoError('TypeMismatch', `$jsonSchema keyword '${name}' must be an object`);
  return compileSchema(value);
}

function subschemas(name: string, value: Value): Check[] {
  if (!Array.isArray(value)) throw new MongoError('TypeMismatch', `$jsonSchema keyword '${name}' must be an array`);
  if (value.length === 0) throw new MongoError('BadValue', `$jsonSchema keyword '${name}' must be a non-empty array`);
  return value.map((item) => subschema(name, item));
}

function limit(name: string, value: Value): number {
  const number = wholeNumberOf(value, name, 'FailedToParse');
  if (number < 0) throw new MongoError('FailedToParse', `Expected a non-negative number in: ${name}: ${showValue(value)}`);
  return number;
}

/** A keyword that only people read. */
function remark(name: string, value: Value): undefined {
  if (typeof value !== 'string') throw new MongoError('TypeMismatch', `$jsonSchema keyword '${name}' must be of type string`);
}

const isNumber: Check = (value) => isNumericType(typeOf(value));
const lengthOf = (text: string) => Array.from(text).length;

/** A check of one kind of value; other kinds pass. */
const forText =
  (check: (text: string) => boolean): Check =>
  (value) =>
    typeof value !== 'string' || check(value);
const forArray =
  (check: (items: readonly Value[]) => boolean): Check =>
  (value) =>
    !Array.isArray(value) || check(value);
const forDoc =
  (check: (doc: Doc) => boolean): Check =>
  (value) =>
    !(value instanceof Map) || check(value);

/** An array of different strings. */
function strings(name: string, value: Value): string[] {
  if (!Array.isArray(value)) throw new MongoError('TypeMismatch', `$jsonSchema keyword '${name}' must be an array`);
  const found = value.map((item) => {
    if (typeof item !== 'string') throw new MongoError('TypeMismatch', `$jsonSchema keyword '${name}' must be an array of strings`);
    return item;
  });
  if (new Set(found).size === found.length) return found;
  throw new MongoError('FailedToParse', `$jsonSchema keyword '${name}' array cannot contain duplicate values`);
}

const keywords = new Map<string, Keyword>([
  ['title', (value) => remark('title', value)],
  ['description', (value) => remark('description', value)],
  ['type', (value) => schemaTypes(value, 'type')],
  ['bsonType', (value) => schemaTypes(value, 'bsonType')],
  ['enum', parseEnum],
  ['allOf', (value) => allOf(subschemas('allOf', value))],
  ['anyOf', (value) => anyOf(subschemas('anyOf', value))],
  ['oneOf', (value) => oneOf(subschemas('oneOf', value))],
  ['not', (value) => negation(subschema('not', value))],
  ['minimum', (value, schema) => bound('minimum', value, schema)],
  ['maximum', (value, schema) => bound('maximum', value, schema)],
  ['exclusiveMinimum', (value, schema) => exclusive('minimum', value, schema)],
  ['exclusiveMaximum', (value, schema) => exclusive('maximum', value, schema)],
  ['multipleOf', parseMultipleOf],
  ['minLength', (value) => atLeast(limit('minLength', value), 'text')],
  ['maxLength', (value) => atMost(limit('maxLength', value), 'text')],
  ['minItems', (value) => atLeast(limit('minItems', value), 'array')],
  ['maxItems', (value) => atMost(limit('maxItems', value), 'array')],
  ['minProperties', (value) => atLeast(limit('minProperties', value), 'doc')],
  ['maxProperties', (value) => atMost(limit('maxProperties', value), 'doc')],
  ['pattern', parsePattern],
  ['uniqueItems', parseUniqueItems],
  ['required', parseRequired],
  ['properties', parseProperties],
  ['patternProperties', parsePatternProperties],
  ['additionalProperties', parseAdditionalProperties],
  ['items', parseItems],
  ['additionalItems', parseAdditionalItems],
  ['dependencies', parseDependencies],
]);

const allOf =
  (checks: Check[]): Check =>
  (value) =>
    checks.every((check) => check(value));
const anyOf =
  (checks: Check[]): Check =>
  (value) =>
    checks.some((check) => check(value));
const oneOf =
  (checks: Check[]): Check =>
  (value) =>
    checks.filter((check) => check(value)).length === 1;
const negation =
  (check: Check): Check =>
  (value) =>
    !check(value);

function parseEnum(value: Value): Check {
  if (!Array.isArray(value)) throw new MongoError('TypeMismatch', "$jsonSchema keyword 'enum' must be an array");
  if (value.length === 0) throw new MongoError('FailedToParse', "$jsonSchema keyword 'enum' cannot be an empty array");
  const keys = new Set(value.map(equalityKey));
  if (keys.size < value.length) throw new MongoError('FailedToParse', "$jsonSchema keyword 'enum' array cannot contain duplicate values.");
  return (candidate) => keys.has(equalityKey(candidate));
}

function parseUniqueItems(value: Value): Check | undefined {
  if (typeof value !== 'boolean') throw new MongoError('TypeMismatch', "$jsonSchema keyword 'uniqueItems' must be a boolean");
  return value ? forArray((items) => new Set(items.map(equalityKey)).size === items.length) : undefined;
}

function bound(name: 'minimum' | 'maximum', value: Value, schema: Doc): Check {
  if (!isNumber(value)) throw new MongoError('TypeMismatch', `$jsonSchema keyword '${name}' must be a number`);
  const strict = schema.get(name === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum') === true;
  const sign = name === 'minimum' ? 1 : -1;
  return (candidate) => {
    if (!isNumber(candidate)) return true;
    const order = compareValues(candidate, value) * sign;
    return strict ? order > 0 : order >= 0;
  };
}

function exclusive(name: 'minimum' | 'maximum', value: Value, schema: Doc): undefined {
  const own = name === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum';
  if (!schema.has(name)) throw new MongoError('FailedToParse', `$jsonSchema keyword '${name}' must be a present if ${own} is present`);
  if (typeof value !== 'boolean') throw new MongoError('TypeMismatch', `$jsonSchema keyword '${own}' must be a boolean`);
}

function parseMultipleOf(value: Value): Check {
  if (!isNumber(value)) throw new MongoError('TypeMismatch', "$jsonSchema keyword 'multipleOf' must be a number");
  const divisor = Number(String(value));
  if (divisor <= 0) throw new MongoError('FailedToParse', "$jsonSchema keyword 'multipleOf' must have a positive value");
  return (candidate) => !isNumber(candidate) || Number(String(candidate)) % divisor === 0;
}

type Sized = 'text' | 'array' | 'doc';

const sizers = {
  text: (test: (size: number) => boolean) => forText((text) => test(lengthOf(text))),
  array: (test: (size: number) => boolean) => forArray((items) => test(items.length)),
  doc: (test: (size: number) => boolean) => forDoc((doc) => test(doc.size)),
} satisfies Record<Sized, (test: (size: number) => boolean) => Check>;

const atLeast = (minimum: number, kind: Sized): Check => sizers[kind]((size) => size >= minimum);
const atMost = (maximum: number, kind: Sized): Check => sizers[kind]((size) => size <= maximum);

function parsePattern(value: Value): Check {
  if (typeof value !== 'string') throw new MongoError('TypeMismatch', "$jsonSchema keyword 'pattern' must be a string");
  const { test } = compileRegex(value, '');
  return forText((text) => test.test(text));
}

function parseRequired(value: Value): Check {
  const names = strings('required', value);
  if (names.length === 0) throw new MongoError('FailedToParse', "$jsonSchema keyword 'required' cannot be an empty array");
  return forDoc((doc) => names.every((name) => doc.has(name)));
}

function parseProperties(value: Value): Check {
  if (!(value instanceof Map)) throw new MongoError('TypeMismatch', "$jsonSchema keyword 'properties' must be an object");
  const checks = Array.from(value, ([name, inner]) => [name, subschema(name, inner)] as const);
  return forDoc((doc) => checks.every(([name, check]) => !doc.has(name) || check(doc.get(name))));
}

function patternChecks(value: Value): (readonly [RegExp, Check])[] {
  if (!(value instanceof Map)) throw new MongoError('TypeMismatch', "$jsonSchema keyword 'patternProperties' must be an object");
  return Array.from(value, ([pattern, inner]) => [compileRegex(pattern, '').test, subschema(pattern, inner)] as const);
}

function parsePatternProperties(value: Value): Check {
  const checks = patternChecks(value);
  return forDoc((doc) => [...doc].every(([name, inner]) => checks.every(([pattern, check]) => !pattern.test(name) || check(inner))));
}

function parseAdditionalProperties(value: Value, schema: Doc): Check {
  const check = typeof value === 'boolean' ? () => value : subschema('additionalProperties', value);
  const properties = schema.get('properties');
  const known = properties instanceof Map ? properties : new Map();
  const patterns = schema.has('patternProperties') ? patternChecks(schema.get('patternProperties')) : [];
  const isKnown = (name: string) => known.has(name) || patterns.some(([pattern]) => pattern.test(name));
  return forDoc((doc) => [...doc].every(([name, inner]) => isKnown(name) || check(inner)));
}

function parseItems(value: Value): Check {
  if (!Array.isArray(value)) {
    const check = subschema('items', value);
    return forArray((items) => items.every(check));
  }
  const checks = value.map((item) => subschema('items', item));
  return forArray((items) => checks.every((check, i) => i >= items.length || check(items[i])));
}

function parseAdditionalItems(value: Value, schema: Doc): Check | undefined {
  const check = typeof value === 'boolean' ? () => value : subschema('additionalItems', value);
  const items = schema.get('items');
  if (!Array.isArray(items)) return undefined;
  return forArray((all) => all.slice(items.length).every(check));
}

function parseDependencies(value: Value): Check {
  if (!(value instanceof Map)) throw new MongoError('TypeMismatch', "$jsonSchema keyword 'dependencies' must be an object");
  const checks = Array.from(value, ([name, inner]) => [name, parseDependency(name, inner)] as const);
  return forDoc((doc) => checks.every(([name, check]) => !doc.has(name) || check(doc)));
}

function parseDependency(property: string, value: Value): Check {
  if (value instanceof Map) return compileSchema(value);
  const names = strings('dependencies', value);
  if (names.length === 0) {
    throw new MongoError('FailedToParse', `property '${property}' in $jsonSchema keyword 'dependencies' cannot be an empty array`);
  }
  return forDoc((doc) => names.every((name) => doc.has(name)));
}
