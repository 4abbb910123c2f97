import { BSONRegExp } from 'bson';
import { MongoError } from '../errors.ts';
import { isNumericType, T, typeByName, typeName, typeOf } from '../value/types.ts';
import type { Doc, Operand, Value } from '../value/value.ts';
import { toOperand } from '../value/write.ts';
import { bitPositions } from './parse-bits.ts';
import { conjunction, type FilterScope, parseFilterDoc } from './parse-filter.ts';
import { regexFilter } from './parse-regex.ts';
import { sortedValues } from './sorted-values.ts';
import type { ComparisonFilter, Filter, RegexFilter } from './types.ts';
import { wholeNumberOf } from './whole-number.ts';

/** Is a field's value a document of operators (`{ $gt: 1 }`) and not a constant? DBRefs (`{ $ref, $id }`) are constants. */
export function isOperatorDoc(value: Value): value is Doc {
  if (!(value instanceof Map)) return false;
  const first = value.keys().next().value;
  if (first === undefined || !first.startsWith('$')) return false;
  return !['$ref', '$id', '$db'].includes(first);
}

/** Is it an operator that a field can have? `$not` does not count: `$pull` reads it as an operator of whole documents. */
export function isPathOperator(name: string): boolean {
  return name !== '$not' && fieldOperators.has(name);
}

/** Reads the operators of one field. */
export function parseOperators(path: string, operators: Doc, scope: FilterScope): readonly Filter[] {
  const filters: Filter[] = [];
  for (const [name, value] of operators) {
    const parse = fieldOperators.get(name);
    if (!parse) throw new MongoError('BadValue', `unknown operator: ${name}`);
    const filter = parse({ path, operators, scope }, value);
    if (filter) filters.push(filter);
  }
  return filters;
}

type At = { readonly path: string; readonly operators: Doc; readonly scope: FilterScope };
type FieldParser = (at: At, value: Value) => Filter | undefined;

const fieldOperators = new Map<string, FieldParser>([
  ['$eq', (at, value) => comparison('eq', at, value)],
  ['$gt', (at, value) => comparison('gt', at, value)],
  ['$gte', (at, value) => comparison('gte', at, value)],
  ['$lt', (at, value) => comparison('lt', at, value)],
  ['$lte', (at, value) => comparison('lte', at, value)],
  ['$ne', parseNe],
  ['$in', (at, value) => parseIn('$in', at.path, value)],
  ['$nin', (at, value) => ({ op: 'not', filter: parseIn('$nin', at.path, value) })],
  ['$exists', (at, value) => parseExists(at.path, value)],
  ['$type', (at, value) => ({ op: 'type', path: at.path, types: parseTypes(value, at.path) })],
  ['$regex', parseRegex],
  ['$options', parseOptions],
  ['$mod', (at, value) => parseMod(at.path, value)],
  ['$not', parseNot],
  ['$all', parseAll],
  ['$size', (at, value) => parseSize(at.path, value)],
  ['$elemMatch', parseElemMatch],
  ['$bitsAllSet', (at, value) => ({ op: 'bitsAllSet', path: at.path, positions: bitPositions('$bitsAllSet', value, at.path) })],
  ['$bitsAllClear', (at, value) => ({ op: 'bitsAllClear', path: at.path, positions: bitPositions('$bitsAllClear', value, at.path) })],
  ['$bitsAnySet', (at, value) => ({ op: 'bitsAnySet', path: at.path, positions: bitPositions('$bitsAnySet', value, at.path) })],
  ['$bitsAnyClear', (at, value) => ({ op: 'bitsAnyClear', path: at.path, positions: bitPositions('$bitsAnyClear', value, at.path) })],
  ...['$near', '$nearSphere', '$geoNear', '$within', '$geoWithin', '$geoIntersects', '$maxDistance', '$minDistance'].map(
    (name) => [name, () => refuse(name)] as const,
  ),
]);

function refuse(name: string): never {
  throw new MongoError('BadValue', `${name} is not supported by embedded-mongo`);
}

function comparison(op: ComparisonFilter['op'], { path }: At, value: Value): Filter {
  if (op !== 'eq' && value instanceof BSONRegExp)
    throw new MongoError('BadValue', `Can't have RegEx as arg to predicate over field '${path}'.`);
  return { op, path, value: operandOf(value) };
}

function operandOf(value: Value): Operand {
  if (typeOf(value) === T.undefined) throw new MongoError('BadValue', 'cannot compare to undefined');
  return toOperand(value);
}

function parseNe({ path }: At, value: Value): Filter {
  if (value instanceof BSONRegExp) throw new MongoError('BadValue', "Can't have regex as arg to $ne.");
  return { op: 'not', filter: { op: 'eq', path, value: operandOf(value) } };
}

function parseIn(name: string, path: string, value: Value): Filter {
  if (!Array.isArray(value)) throw new MongoError('BadValue', `${name} needs an array`);
  const regexes: RegexFilter[] = [];
  const plain: Operand[] = [];
  for (const item of value) {
    if (isOperatorDoc(item)) throw new MongoError('BadValue', `cannot nest $ under ${name}`);
    if (item instanceof BSONRegExp) regexes.push(regexFilter(path, item, ''));
    else plain.push(operandOf(item));
  }
  return { op: 'in', path, values: sortedValues(plain), regexes };
}

function parseExists(path: string, value: Value): Filter {
  const exists: Filter = { op: 'exists', path };
  return isTrue(value) ? exists : { op: 'not', filter: exists };
}

function isTrue(value: Value): boolean {
  const type = typeOf(value);
  if (isNumericType(type)) return Number(String(value)) !== 0;
  return !(value === false || type === T.null || type === T.undefined || type === T.missing);
}

/** The BSON types that `$type` (or `bsonType`) names, by number or alias, one or several. */
export function parseTypes(value: Value, path: string): ReadonlySet<number> {
  const list = Array.isArray(value) ? value : [value];
  if (list.length === 0) throw new MongoError('FailedToParse', `${path} must match at least one type`);
  return new Set(list.flatMap(parseType));
}

function parseType(value: Value): number[] {
  if (value === 'number') return [T.double, T.int, T.long, T.decimal];
  if (typeof value === 'string') {
    if (value === 'missing') {
      throw new MongoError('BadValue', "'missing' is not a legal type name. To query for non-existence of a field, use {$exists:false}.");
    }
    const type = typeByName(value);
    if (type === undefined) throw new MongoError('BadValue', `Unknown type name alias: ${value}`);
    return [type];
  }
  if (!isNumericType(typeOf(value))) throw new MongoError('TypeMismatch', 'type must be represented as a number or a string');
  const code = Number(String(value));
  if (code === -1) return [T.minKey];
  if (!Number.isInteger(code) || code === 0 || code > 127 || typeName(code) === 'unknown') {
    const hint = code === 0 ? '. Instead use {$exists:false}.' : '';
    throw new MongoError('BadValue', `Invalid numerical type code: ${value}${hint}`);
  }
  return [code];
}

function parseRegex({ path, operators }: At, value: Value): Filter {
  const options = operators.get('$options');
  if (typeof value !== 'string' && !(value instanceof BSONRegExp)) throw new MongoError('BadValue', '$regex has to be a string');
  if (options !== undefined && typeof options !== 'string') throw new MongoError('BadValue', '$options has to be a string');
  if (value instanceof BSONRegExp && value.options !== '' && options !== undefined) {
    throw new MongoError(51075, 'options set in both $regex and $options');
  }
  return regexFilter(path, value, typeof options === 'string' ? options : '');
}

function parseOptions({ operators }: At): undefined {
  if (!operators.has('$regex')) throw new MongoError('BadValue', '$options needs a $regex');
}

function parseMod(path: string, value: Value): Filter {
  if (!Array.isArray(value)) throw new MongoError('BadValue', 'malformed mod, needs to be an array');
  if (value.length < 2) throw new MongoError('BadValue', 'malformed mod, not enough elements');
  if (value.length > 2) throw new MongoError('BadValue', 'malformed mod, too many elements');
  const [divisor, remainder] = [modPart('divisor', value[0]), modPart('remainder', value[1])];
  if (divisor === 0n) throw new MongoError('BadValue', 'divisor cannot be 0');
  return { op: 'mod', path, divisor, remainder };
}

function modPart(what: 'divisor' | 'remainder', value: Value): bigint {
  const type = typeOf(value);
  if (!isNumericType(type)) throw new MongoError('BadValue', `malformed mod, ${what} not a number`);
  const number = Number(String(value));
  if (!Number.isFinite(number) || Math.abs(number) > 2 ** 63) {
    throw new MongoError('BadValue', `malformed mod, ${what} value is invalid :: caused by :: Unable to coerce NaN/Inf to integral type`);
  }
  return typeof value === 'bigint' ? value : BigInt(Math.trunc(number));
}

function parseNot({ path, scope }: At, value: Value): Filter {
  if (value instanceof BSONRegExp) return { op: 'not', filter: regexFilter(path, value, '') };
  if (!(value instanceof Map)) throw new MongoError('BadValue', '$not needs a regex or a document');
  if (value.size === 0) throw new MongoError('BadValue', '$not cannot be empty');
  return { op: 'not', filter: conjunction(parseOperators(path, value, scope)) };
}

function parseAll(at: At, value: Value): Filter {
  const { path } = at;
  if (!Array.isArray(value)) throw new MongoError('BadValue', '$all needs an array');
  if (value.length === 0) return { op: 'constant', matches: false };
  const [first] = value;
  const matchesElements = first instanceof Map && first.keys().next().value === '$elemMatch';
  return { op: 'and', filters: value.map((item) => (matchesElements ? parseAllElement(at, item) : parseAllValue(path, item))) };
}

function parseAllElement(at: At, item: Value): Filter {
  if (!(item instanceof Map)) throw new MongoError('BadValue', '$all/$elemMatch has to be consistent');
  if (item.keys().next().value !== '$elemMatch') throw new MongoError('BadValue', '$all/$elemMatch has to be consistent');
  return parseElemMatch(at, item.get('$elemMatch'));
}

function parseAllValue(path: string, item: Value): Filter {
  if (isOperatorDoc(item)) throw new MongoError('BadValue', 'no $ expressions in $all');
  return item instanceof BSONRegExp ? regexFilter(path, item, '') : { op: 'eq', path, value: operandOf(item) };
}

function parseSize(path: string, value: Value): Filter {
  const size = wholeNumberOf(value, '$size');
  if (size < 0) throw new MongoError('BadValue', `Failed to parse $size. Expected a non-negative number in: $size: ${size}`);
  if (size > 2_147_483_647) throw new MongoError('BadValue', `Failed to parse $size. Cannot represent $size: ${size} in an int`);
  return { op: 'size', path, size };
}

const logical = new Set(['$and', '$or', '$nor', '$where', '$expr', '$jsonSchema', '$text', '$alwaysTrue', '$alwaysFalse', '$comment']);

function parseElemMatch({ path, scope }: At, value: Value): Filter {
  if (!(value instanceof Map)) throw new MongoError('BadValue', '$elemMatch needs an Object');
  const inner = { ...scope, top: false };
  const first = value.keys().next().value;
  if (value.has('$where')) throw new MongoError('BadValue', '$elemMatch cannot contain $where expression');
  if (first !== undefined && isOperatorDoc(value) && !logical.has(first)) {
    return { op: 'elemMatchValue', path, filter: conjunction(parseOperators('', value, inner)) };
  }
  return { op: 'elemMatchObject', path, filter: parseFilterDoc(value, inner) };
}
