import { bsonType } from '../bson/types.ts';
import type { IndexField, IndexSpec } from '../engine/types.ts';
import { type CodeName, MongoError } from '../errors.ts';
import { parseFilter } from '../query/parse-filter.ts';
import { refusePartialFilter } from '../query/partial-filter.ts';
import { readDoc } from '../value/read.ts';
import { showDoc, showValue } from '../value/show.ts';
import { isNumericType, typeOf } from '../value/types.ts';
import { refuseCollation } from './collation.ts';
import { Fields } from './fields.ts';
import { readPattern } from './key-pattern.ts';

const numbers = new Set<number>([bsonType.int, bsonType.long, bsonType.double, bsonType.decimal]);
const texts = new Set<number>([bsonType.string]);
const documents = new Set<number>([bsonType.object]);

type Expected = readonly [kind: string, types: ReadonlySet<number>];

/** Options that mean something to other kinds of index only; MongoDB takes them when they are of the right type. */
const ofOtherKinds = new Map<string, Expected>([
  ['default_language', ['a string', texts]],
  ['language_override', ['a string', texts]],
  ['textIndexVersion', ['a number', numbers]],
  ['2dsphereIndexVersion', ['a number', numbers]],
  ['bits', ['a number', numbers]],
  ['min', ['a number', numbers]],
  ['max', ['a number', numbers]],
]);

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
  'storageEngine',
  ...ofOtherKinds.keys(),
]);

/** The most seconds that documents may live (source: MongoDB's `kExpireAfterSecondsForInactiveTTLIndex`). */
export const longestLife = 2_147_483_647;

/** One specification of `createIndexes` while it is being checked. */
type Checking = {
  readonly fields: Fields;
  /** The specification as messages show it: first as it came, once it is well-formed with its version. */
  readonly shown: string;
  readonly versioned: string;
};

function toChecking(bytes: Uint8Array, where: string): Checking {
  const spec = readDoc(bytes);
  return { fields: new Fields(bytes, where), shown: showDoc(spec), versioned: showDoc(new Map([...spec, ['v', 2]])) };
}

/** Reads one specification of `createIndexes`; `lenient` passes over unknown options. Throws for what it refuses, in MongoDB's words. */
export function readIndexSpec(bytes: Uint8Array, lenient: boolean): IndexSpec {
  const checking = toChecking(bytes, 'createIndexes.indexes');
  const { fields } = checking;
  const key = readForm(checking, lenient);
  const name = checkName(checking, key);
  checkStorageEngine(checking);
  if (isIdKey(key)) checkIdIndex(checking, key);
  if (fields.document('collation')?.length === 5)
    throw inSpec(checking.shown, 'BadValue', "The field 'collation' cannot be an empty object.");
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

/** Checks the `idIndex` of `create`, in MongoDB's words. */
export function checkIdIndexSpec(bytes: Uint8Array): void {
  const checking = toChecking(bytes, 'create.idIndex');
  const key = readForm(checking, false);
  if (!isIdKey(key) || key[0]?.descending) throw notIdKey(checking.fields);
  checkIdIndex(checking, key);
}

function inSpec(shown: string, code: CodeName, why: string): MongoError {
  return new MongoError(code, `Error in specification ${shown} :: caused by :: ${why}`);
}

/** Checks names and types of the fields and answers the key pattern. */
function readForm(checking: Checking, lenient: boolean): readonly IndexField[] {
  const { fields, shown } = checking;
  for (const name of ['key', 'name']) {
    if (!fields.has(name)) throw inSpec(shown, 'FailedToParse', `The '${name}' field is a required property of an index specification`);
  }
  checkTypes(fields, shown);
  const version = fields.number('v');
  if (version !== undefined && (!Number.isInteger(version) || Math.abs(version) > 2_147_483_647)) {
    const why = `Index version must be representable as a 32-bit integer, but got ${showValue(fields.value('v'))}`;
    throw inSpec(shown, 'BadValue', why);
  }
  if (version !== undefined && version !== 1 && version !== 2) {
    throw inSpec(shown, 'CannotCreateIndex', `Invalid index specification ${shown}; cannot create an index with v=${version}`);
  }
  // The key first: a kind of index that is refused has fields of its own.
  const key = readKey(fields.document('key') ?? new Uint8Array(), (why) => inSpec(shown, 'CannotCreateIndex', why));
  checkWeights(checking);
  const strange = lenient ? undefined : fields.names.find((name) => !indexFields.has(name));
  if (strange !== undefined) {
    const why = `The field '${strange}' is not valid for an index specification. Specification: ${shown}`;
    throw inSpec(shown, 'InvalidIndexSpecificationOption', why);
  }
  return key;
}

const booleans = new Set<number>([...numbers, bsonType.bool]);

const expected: readonly (readonly [string, ...Expected])[] = [
  ['key', 'an object', documents],
  ['name', 'a string', texts],
  ['v', 'a number', numbers],
  ['hidden', 'a bool', new Set([bsonType.bool])],
  ['partialFilterExpression', 'an object', documents],
  ['collation', 'an object', documents],
  ...Array.from(ofOtherKinds, ([name, of]) => [name, ...of] as const),
];

function checkTypes(fields: Fields, shown: string): void {
  for (const [name, kind, types] of expected) {
    const type = fields.type(name);
    if (type !== undefined && !types.has(type))
      throw inSpec(shown, 'TypeMismatch', `The field '${name}' must be ${kind}, but got ${fields.typeOf(type)}`);
  }
  for (const name of ['unique', 'sparse', 'background', 'dropDups']) {
    const type = fields.type(name);
    if (type !== undefined && !booleans.has(type)) {
      const what = `The field '${name} has value ${name}: ${showValue(fields.value(name))}, which is not convertible to bool`;
      throw inSpec(shown, 'TypeMismatch', what);
    }
  }
}

function checkWeights({ fields, shown }: Checking): void {
  if (!fields.has('weights')) return;
  const type = fields.type('weights') ?? bsonType.null;
  if (![bsonType.object, bsonType.array, bsonType.string].includes(type as 2))
    throw inSpec(shown, 'TypeMismatch', `The field 'weights' must be an object, but got ${fields.typeOf(type)}`);
  const why = `Invalid index specification ${shown}; the field 'weights' can only be specified with text indexes`;
  throw inSpec(shown, 'CannotCreateIndex', why);
}

/** Options by storage engine, all of which say nothing here. */
function checkStorageEngine({ fields, versioned }: Checking): void {
  if (!fields.has('storageEngine')) return;
  const options = fields.value('storageEngine');
  if (!(options instanceof Map)) throw inSpec(versioned, 'CannotCreateIndex', '"storageEngine" options must be a document if present');
  if (options.size === 0) {
    const why = 'Empty "storageEngine" options are invalid. Please remove the field or include valid options.';
    throw inSpec(versioned, 'CannotCreateIndex', why);
  }
  const strange = [...options].find(([, of]) => !(of instanceof Map));
  if (strange) throw inSpec(versioned, 'BadValue', `'storageEngine.${strange[0]}' has to be an embedded document.`);
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
  if (key[0]?.descending) throw notIdKey(fields);
  const strange = fields.names.find((name) => !idIndexFields.has(name));
  if (strange === undefined) return;
  const why = `The field '${strange}' is not valid for an _id index specification. Specification: ${versioned}`;
  throw new MongoError('InvalidIndexSpecificationOption', why);
}

function notIdKey(fields: Fields): MongoError {
  const found = showDoc(readDoc(fields.document('key') ?? new Uint8Array()));
  return new MongoError('BadValue', `The field 'key' for an _id index must be {_id: 1}, but got ${found}`);
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
    if (number === 0) throw refuse('Values in the index key pattern cannot be 0.');
    if (Number.isNaN(number)) throw refuse('Values in the index key pattern cannot be NaN.');
    checkPath(path, refuse);
  }
  return readPattern(raw);
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
  if (seconds > longestLife) throw refuse("TTL index 'expireAfterSeconds' option must be within an acceptable range, try a lower number");
  return Number.isNaN(seconds) ? longestLife : Math.trunc(seconds);
}
