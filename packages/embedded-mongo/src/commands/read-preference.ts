import { MongoError } from '../errors.ts';
import { isNumericType, typeName, typeOf } from '../value/types.ts';
import type { Value } from '../value/value.ts';
import { Fields } from './fields.ts';

const modes = new Set<Value>(['primary', 'primaryPreferred', 'secondary', 'secondaryPreferred', 'nearest']);

/** The least that `maxStalenessSeconds` may be (source: MongoDB's `kMinimalMaxStalenessValue`). */
const leastStaleness = 90;

/** Refuses a malformed `$readPreference`; a well-formed one changes nothing in a set of one node. */
export function checkReadPreference(fields: Fields): void {
  if (!fields.has('$readPreference')) return;
  const given = fields.value('$readPreference');
  if (!(given instanceof Map)) {
    throw new MongoError('TypeMismatch', `$readPreference has incorrect type: expected object but got ${typeName(typeOf(given))}`);
  }
  const mode = checkMode(given.get('mode'));
  checkTags(given.get('tags'), mode);
  checkHedge(fields, mode);
  if (given.has('maxStalenessSeconds')) checkStaleness(given.get('maxStalenessSeconds'), mode);
}

function checkMode(mode: Value): string {
  if (mode === undefined) throw new MongoError('NoSuchKey', 'Missing expected field "mode"');
  if (typeof mode !== 'string') throw wrongType('mode', 'string', mode);
  if (modes.has(mode)) return mode;
  throw new MongoError(
    'BadValue',
    `Could not parse $readPreference mode '${mode}'. Only the modes 'primary', 'primaryPreferred', 'secondary', 'secondaryPreferred', and 'nearest' are supported.`,
  );
}

function checkTags(tags: Value, mode: string): void {
  if (tags === undefined) return;
  if (!Array.isArray(tags)) throw wrongType('tags', 'array', tags);
  const isAny = tags.length === 1 && tags[0] instanceof Map && tags[0].size === 0;
  if (mode === 'primary' && tags.length > 0 && !isAny)
    throw new MongoError('BadValue', 'Only empty tags are allowed with primary read preference');
}

function checkHedge(fields: Fields, mode: string): void {
  const raw = new Fields(fields.document('$readPreference') ?? new Uint8Array(), '$readPreference').document('hedge');
  if (!raw) return;
  const hedge = new Fields(raw, 'hedge');
  hedge.allow(new Set(['enabled']));
  if (hedge.flag('enabled') !== false && mode === 'primary')
    throw new MongoError('InvalidOptions', 'cannot enable hedging for $readPreference mode "primaryOnly"');
}

function checkStaleness(seconds: Value, mode: string): void {
  if (!isNumericType(typeOf(seconds))) {
    throw new MongoError(
      'TypeMismatch',
      `Expected field "maxStalenessSeconds" to have numeric type, but found ${typeName(typeOf(seconds))}`,
    );
  }
  const number = Number(String(seconds));
  if (number === 0) return;
  if (!(number > 0 && Number.isInteger(number))) throw new MongoError('BadValue', 'maxStalenessSeconds must be a non-negative integer');
  if (mode === 'primary') throw new MongoError('BadValue', 'maxStalenessSeconds can not be set for the primary mode');
  if (number < leastStaleness)
    throw new MongoError('MaxStalenessOutOfRange', `maxStalenessSeconds value can not be less than ${leastStaleness}`);
}

function wrongType(name: string, expected: string, found: Value): MongoError {
  return new MongoError('TypeMismatch', `"${name}" had the wrong type. Expected ${expected}, found ${typeName(typeOf(found))}`);
}
