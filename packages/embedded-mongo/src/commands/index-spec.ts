import { bsonType } from '../bson/types.ts';
import type { IndexField, IndexSpec } from '../engine/types.ts';
import { type CodeName, MongoError } from '../errors.ts';
import { parseFilter } from '../query/parse-filter.ts';
import { refusePartialFilter } from '../query/partial-filter.ts';
import { readDoc } from '../value/read.ts';
import { showDoc, showValue } from '../value/show.ts';
import { isNumericType, typeOf } from '../value/types.ts';
import { Fields } from './fields.ts';
import { refuseCollation } from './reading.ts';

const idIndexFields = new Set(['key', 'name', 'v', 'ns', 'collation']);
const indexFields = new Set([
  ...idIndexFields,
  'unique',
  'sparse',
  'background',
  'dropDups',
  'hidden',
  'expireAfterSeconds',
  'partialFilterExpression',
]);

/** One specification of `createIndexes` while it is being checked. */
type Checking = {
  readonly fields: Fields;
  /** The specification as messages show it: first as it came, once it is well-formed with its version. */
  readonly shown: string;
  readonly versioned: string;
};

/** Reads one specification of `createIndexes`; `lenient` passes over unknown options. Throws for what it refuses, in MongoDB's words. */
export function readIndexSpec(bytes: Uint8Array, lenient: boolean): IndexSpec {
  const spec = readDoc(bytes);
  const shown = showDoc(spec);
  const checking = { fields: new Fields(bytes, 'createIndexes.indexes'), shown, versioned: showDoc(new Map([...spec, ['v', 2]])) };
  const { fields } = checking;
  const key = readForm(checking, lenient);
  const name = checkName(checking, key);
  if (isIdKey(key)) checkIdIndex(checking, key);
  refuseCollation(fields);
  const partial = fields.document('partialFilterExpression')?.slice();
  const sparse = fields.flag('sparse', true);
  if (sparse && partial) throw inSpec(checking.versioned, 'CannotCreateIndex', 'cannot mix "partialFilterExpression" and "sparse" options');
  return {
    name,
    key,
    version: fields.number('v') === 1 ? 1 : undefined,
    unique: (fields.flag('unique', true) ?? false) || undefined,
    sparse,
    hidden: fields.flag('hidden') || undefined,
    background: fields.flag('background', true),
    partial: partial && { raw: partial, filter: readPartialFilter(checking, partial) },
    expireAfterSeconds: readTtl(checking, key),
  };
}

function inSpec(shown: string, code: CodeName, why: string): MongoError {
  return new MongoError(code, `Error in specification ${shown} :: caused by :: ${why}`);
}

/** Checks names and types of the fields and answers the key pattern. */
function readForm({ fields, shown }: Checking, lenient: boolean): readonly IndexField[] {
  for (const name of ['key', 'name']) {
    if (!fields.has(name)) throw inSpec(shown, 'FailedToParse', `The '${name}' field is a required property of an index specification`);
  }
  checkTypes(fields, shown);
  const version = fields.number('v');
  if (version !== undefined && version !== 1 && version !== 2) {
    throw inSpec(shown, 'CannotCreateIndex', `Invalid index specification ${shown}; cannot create an index with v=${version}`);
  }
  // The key first: a kind of index that is refused has fields of its own.
  const key = readKey(fields.document('key') ?? new Uint8Array(), (why) => inSpec(shown, 'CannotCreateIndex', why));
  const strange = lenient ? undefined : fields.names.find((name) => !indexFields.has(name));
  if (strange !== undefined) {
    const why = `The field '${strange}' is not valid for an index specification. Specification: ${shown}`;
    throw inSpec(shown, 'InvalidIndexSpecificationOption', why);
  }
  return key;
}

const numbers = new Set<number>([bsonType.int, bsonType.long, bsonType.double, bsonType.decimal]);
const booleans = new Set<number>([...numbers, bsonType.bool]);

function checkTypes(fields: Fields, shown: string): void {
  const expected: readonly (readonly [string, string, ReadonlySet<number>])[] = [
    ['key', 'an object', new Set([bsonType.object])],
    ['name', 'a string', new Set([bsonType.string])],
    ['v', 'a number', numbers],
    ['hidden', 'a bool', new Set([bsonType.bool])],
    ['partialFilterExpression', 'an object', new Set([bsonType.object])],
  ];
  for (const [name, kind, types] of expected) {
    const value = fields.raw(name);
    if (value && !types.has(value.type))
      throw inSpec(shown, 'TypeMismatch', `The field '${name}' must be ${kind}, but got ${fields.typeOf(value.type)}`);
  }
  for (const name of ['unique', 'sparse', 'background']) {
    const value = fields.raw(name);
    if (value && !booleans.has(value.type)) {
      const what = `The field '${name} has value ${name}: ${showValue(fields.value(name))}, which is not convertible to bool`;
      throw inSpec(shown, 'TypeMismatch', what);
    }
  }
}

function checkName({ fields, versioned }: Checking, key: readonly IndexField[]): string {
  const name = fields.text('name') ?? '';
  if (name === '') throw inSpec(versioned, 'CannotCreateIndex', 'index name cannot be empty');
  if (name === '*') throw new MongoError('BadValue', "The index name '*' is not valid.");
  if (name === '_id_' && !isIdKey(key)) {
    const found = showDoc(readDoc(fields.document('key') ?? new Uint8Array()));
    const why = `must have key pattern {_id: 1}, found key: ${found}`;
    throw new MongoError('BadValue', `The index name '_id_' is reserved for the _id index, which ${why}`);
  }
  return name;
}

function isIdKey(key: readonly IndexField[]): boolean {
  return key.length === 1 && key[0]?.path === '_id';
}

function checkIdIndex({ fields, versioned }: Checking, key: readonly IndexField[]): void {
  if (key[0]?.descending) {
    const found = showDoc(readDoc(fields.document('key') ?? new Uint8Array()));
    throw new MongoError('BadValue', `The field 'key' for an _id index must be {_id: 1}, but got ${found}`);
  }
  const strange = fields.names.find((name) => !idIndexFields.has(name));
  if (strange === undefined) return;
  const why = `The field '${strange}' is not valid for an _id index specification. Specification: ${versioned}`;
  throw new MongoError('InvalidIndexSpecificationOption', why);
}

function readPartialFilter({ versioned }: Checking, raw: Uint8Array) {
  const filter = parseFilter(raw);
  const refusal = refusePartialFilter(filter);
  if (refusal) throw inSpec(versioned, refusal.codeName as CodeName, refusal.message);
  return filter;
}

const known = new Set(['text', '2d', '2dsphere', 'hashed', 'geoHaystack', 'wildcard']);

function readKey(raw: Uint8Array, refuse: (why: string) => MongoError): readonly IndexField[] {
  const pattern = readDoc(raw);
  if (pattern.size === 0) throw refuse('Index keys cannot be empty.');
  if (pattern.size > 32) throw new MongoError(13103, 'too many compound keys');
  for (const [path, direction] of pattern) {
    if (direction === '') throw refuse('Values in the index key pattern cannot be empty strings');
    if (typeof direction === 'string')
      throw refuse(
        known.has(direction) ? `Index type '${direction}' is not supported by embedded-mongo` : `Unknown index plugin '${direction}'`,
      );
    if (!isNumericType(typeOf(direction)))
      throw refuse(
        `Values in v:2 index key pattern cannot be of type ${showType(direction)}. Only numbers > 0, numbers < 0, and strings are allowed.`,
      );
    const number = Number(String(direction));
    if (number === 0 || Number.isNaN(number)) throw refuse('Values in the index key pattern cannot be 0.');
    checkPath(path, refuse);
  }
  return readPattern(raw);
}

/** A key pattern with its directions. */
export function readPattern(raw: Uint8Array): IndexField[] {
  return Array.from(readDoc(raw), ([path, direction]) => {
    const weight = Number(String(direction));
    const field = { path, descending: weight < 0 };
    return Math.abs(weight) === 1 ? field : { ...field, weight };
  });
}

function checkPath(path: string, refuse: (why: string) => MongoError): void {
  if (path === '') throw refuse('Index keys cannot be an empty field.');
  if (path.split('.').includes('')) throw refuse('Index keys cannot contain an empty field.');
  if (path === '$**' || path.endsWith('.$**')) throw refuse('Wildcard indexes are not supported by embedded-mongo');
  if (path.split('.').some((part) => part.startsWith('$') && !['$id', '$ref', '$db'].includes(part)))
    throw refuse("Index key contains an illegal field name: field name starts with '$'.");
}

function showType(value: Parameters<typeof showValue>[0]): string {
  return typeof value === 'boolean' ? 'bool' : value instanceof Map ? 'object' : Array.isArray(value) ? 'array' : showValue(value);
}

function readTtl({ fields, shown }: Checking, key: readonly IndexField[]): number | undefined {
  if (!fields.has('expireAfterSeconds')) return undefined;
  const refuse = (why: string) => new MongoError('CannotCreateIndex', `${why}. Index spec: ${shown}`);
  const type = typeOf(fields.value('expireAfterSeconds') ?? null);
  if (!isNumericType(type))
    throw refuse(`TTL index 'expireAfterSeconds' option must be numeric, but received a type of '${fields.typeOf(type)}'`);
  const seconds = fields.number('expireAfterSeconds') ?? 0;
  if (key.length > 1) throw refuse('TTL indexes are single-field indexes, compound indexes do not support TTL');
  if (seconds < 0) throw refuse("TTL index 'expireAfterSeconds' option cannot be less than 0");
  if (seconds > 2_147_483_647) throw refuse("TTL index 'expireAfterSeconds' option must be within an acceptable range, try a lower number");
  return Math.trunc(seconds);
}
