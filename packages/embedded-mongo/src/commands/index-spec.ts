import type { IndexField, IndexSpec } from '../engine/types.ts';
import { MongoError } from '../errors.ts';
import { parseFilter } from '../query/parse-filter.ts';
import type { Filter } from '../query/types.ts';
import { readDoc } from '../value/read.ts';
import { showDoc, showValue } from '../value/show.ts';
import { isNumericType, typeName, typeOf } from '../value/types.ts';
import type { Value } from '../value/value.ts';
import { Fields } from './fields.ts';
import { refuseCollation } from './reading.ts';

const known = new Set([
  'key',
  'name',
  'v',
  'ns',
  'unique',
  'sparse',
  'background',
  'hidden',
  'expireAfterSeconds',
  'partialFilterExpression',
  'collation',
]);

/** What may stand in the specification of the index on `_id`. */
const idFields = new Set(['key', 'name', 'ns', 'v', 'collation']);

const foreignKinds = new Set(['text', '2d', '2dsphere', 'hashed', 'geoHaystack', 'wildcard']);

type Code =
  | 'BadValue'
  | 'CannotCreateIndex'
  | 'FailedToParse'
  | 'InvalidIndexSpecificationOption'
  | 'QueryFeatureNotAllowed'
  | 'TypeMismatch';

/** Says what is wrong with a specification, in MongoDB's words. */
type Refuse = (code: Code, why: string) => MongoError;

/** Reads one index of createIndexes; `lenient` passes over unknown options. Throws what MongoDB throws for a specification that it refuses. */
export function readIndexSpec(bytes: Uint8Array, lenient: boolean): IndexSpec {
  const fields = new Fields(bytes, 'createIndexes.indexes');
  const shown = showDoc(readDoc(bytes));
  const refuse: Refuse = (code, why) => new MongoError(code, `Error in specification ${shown} :: caused by :: ${why}`);
  const unknown = lenient ? undefined : fields.names.find((name) => !known.has(name));
  if (unknown !== undefined)
    throw refuse(
      'InvalidIndexSpecificationOption',
      `The field '${unknown}' is not valid for an index specification. Specification: ${shown}`,
    );
  const rawKey = fields.document('key');
  if (!rawKey) throw refuse('FailedToParse', "The 'key' field is a required property of an index specification");
  const key = readKey(rawKey, refuse);
  const version = readVersion(fields, { refuse, shown });
  const name = readName(fields, refuse);
  refuseCollation(fields);
  if (key[0]?.path === '_id' && key.length === 1) checkIdSpec(fields, shown);
  const sparse = fields.flag('sparse', true);
  const partial = readPartial(fields, refuse);
  if (sparse && partial) throw refuse('CannotCreateIndex', 'cannot mix "partialFilterExpression" and "sparse" options');
  return {
    name,
    key,
    version,
    background: fields.flag('background', true),
    unique: (fields.flag('unique', true) ?? false) || undefined,
    sparse,
    hidden: (fields.flag('hidden', true) ?? false) || undefined,
    partial,
    expireAfterSeconds: readExpiry(fields, key, shown),
  };
}

/** A key pattern with its directions. */
export function readPattern(raw: Uint8Array): IndexField[] {
  return Array.from(readDoc(raw), ([path, direction]) => {
    const weight = Number(String(direction));
    const field = { path, descending: weight < 0 };
    return Math.abs(weight) === 1 ? field : { ...field, weight };
  });
}

function readKey(raw: Uint8Array, refuse: Refuse): IndexField[] {
  const pattern = readDoc(raw);
  if (pattern.size === 0) throw refuse('CannotCreateIndex', 'Index keys cannot be empty.');
  if (pattern.size > 32) throw new MongoError(13103, 'too many compound keys');
  for (const [path, direction] of pattern) {
    checkDirection(direction, refuse);
    checkPath(path, refuse);
  }
  return readPattern(raw);
}

function checkDirection(direction: Value, refuse: Refuse): void {
  if (typeof direction === 'string') {
    throw refuse(
      'CannotCreateIndex',
      foreignKinds.has(direction) ? `Index type '${direction}' is not supported by embedded-mongo` : `Unknown index plugin '${direction}'`,
    );
  }
  if (!isNumericType(typeOf(direction)))
    throw refuse(
      'CannotCreateIndex',
      `Values in v:2 index key pattern cannot be of type ${showType(direction)}. Only numbers > 0, numbers < 0, and strings are allowed.`,
    );
  const number = Number(String(direction));
  if (number === 0 || Number.isNaN(number)) throw refuse('CannotCreateIndex', 'Values in the index key pattern cannot be 0.');
}

function checkPath(path: string, refuse: Refuse): void {
  if (path === '') throw refuse('CannotCreateIndex', 'Index keys cannot be an empty field.');
  if (path.split('.').includes('')) throw refuse('CannotCreateIndex', 'Index keys cannot contain an empty field.');
  if (path === '$**' || path.endsWith('.$**')) throw refuse('CannotCreateIndex', 'Wildcard indexes are not supported by embedded-mongo');
  if (path.split('.').some((part) => part.startsWith('$') && !['$id', '$ref', '$db'].includes(part)))
    throw refuse('CannotCreateIndex', "Index key contains an illegal field name: field name starts with '$'.");
}

function showType(value: Value): string {
  return typeof value === 'boolean' ? 'bool' : value instanceof Map ? 'object' : Array.isArray(value) ? 'array' : showValue(value);
}

function readVersion(fields: Fields, { refuse, shown }: { refuse: Refuse; shown: string }): number | undefined {
  const version = fields.number('v');
  if (version === undefined || version === 2) return undefined;
  if (version === 1) return 1;
  throw refuse('CannotCreateIndex', `Invalid index specification ${shown}; cannot create an index with v=${version}`);
}

function readName(fields: Fields, refuse: Refuse): string {
  const name = fields.text('name');
  if (name === undefined) throw refuse('FailedToParse', "The 'name' field is a required property of an index specification");
  if (name === '') throw refuse('CannotCreateIndex', 'index name cannot be empty');
  if (name === '*') throw new MongoError('BadValue', "The index name '*' is not valid.");
  return name;
}

function checkIdSpec(fields: Fields, shown: string): void {
  const pattern = fields.document('key');
  if (pattern && readPattern(pattern)[0]?.descending)
    throw new MongoError('BadValue', `The field 'key' for an _id index must be {_id: 1}, but got ${showDoc(readDoc(pattern))}`);
  const wrong = fields.names.find((name) => !idFields.has(name));
  if (wrong !== undefined)
    throw new MongoError(
      'InvalidIndexSpecificationOption',
      `The field '${wrong}' is not valid for an _id index specification. Specification: ${shown}`,
    );
}

function readPartial(fields: Fields, refuse: Refuse): IndexSpec['partial'] {
  const value = fields.value('partialFilterExpression');
  if (value === undefined) return undefined;
  if (!(value instanceof Map))
    throw refuse('TypeMismatch', `The field 'partialFilterExpression' must be an object, but got ${typeName(typeOf(value))}`);
  // The bytes are views into the message, which is not kept.
  const raw = (fields.document('partialFilterExpression') as Uint8Array).slice();
  const filter = parseFilter(raw);
  checkPartial(filter, refuse);
  return { raw, filter };
}

const inPartialFilters = new Set<Filter['op']>(['and', 'or', 'constant', 'eq', 'gt', 'gte', 'lt', 'lte', 'in', 'exists', 'type']);

function checkPartial(filter: Filter, refuse: Refuse): void {
  if (filter.op === 'expr') throw refuse('QueryFeatureNotAllowed', '$expr is not allowed in this context');
  if (!inPartialFilters.has(filter.op) || (filter.op === 'in' && filter.regexes.length > 0))
    throw refuse('CannotCreateIndex', `Expression not supported in partial index: ${filter.op}`);
  if ('filters' in filter) for (const part of filter.filters) checkPartial(part, refuse);
}

function readExpiry(fields: Fields, key: readonly IndexField[], shown: string): number | undefined {
  const value = fields.value('expireAfterSeconds');
  if (value === undefined) return undefined;
  const refuse = (why: string) => new MongoError('CannotCreateIndex', `${why} Index spec: ${shown}`);
  if (!isNumericType(typeOf(value)))
    throw refuse(`TTL index 'expireAfterSeconds' option must be numeric, but received a type of '${typeName(typeOf(value))}'.`);
  if (key.length > 1) throw refuse('TTL indexes are single-field indexes, compound indexes do not support TTL.');
  const seconds = Number(String(value));
  if (seconds < 0 || seconds > 2_147_483_647)
    throw refuse("TTL index 'expireAfterSeconds' option must be within an acceptable range, try a lower number.");
  return Math.trunc(seconds);
}
