import { Binary, BSONRegExp, BSONSymbol, Code, Decimal128, Double, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { bsonUndefined, Opaque, type Value } from './value.ts';

/** BSON's type numbers (source: bsonspec.org); `missing` is MongoDB's end-of-object. */
export const T = {
  missing: 0,
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  undefined: 6,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  dbPointer: 12,
  javascript: 13,
  symbol: 14,
  javascriptWithScope: 15,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  maxKey: 127,
  minKey: 255,
} as const;

const names = new Map<number, string>(Object.entries(T).map(([name, type]) => [type, name]));
const types = new Map<string, number>(Object.entries(T).flatMap(([name, type]) => (type === T.missing ? [] : [[name, type] as const])));

/** The name that `$type` answers for a BSON type number. */
export function typeName(type: number): string {
  return names.get(type) ?? 'unknown';
}

/** The BSON type number of a `$type` alias; undefined when there is no such alias. */
export function typeByName(name: string): number | undefined {
  return types.get(name);
}

/** Is a JavaScript number an int by the convention of {@link Value}? */
export function isInt32(value: number): boolean {
  return (value | 0) === value && !Object.is(value, -0);
}

const classTypes: readonly (readonly [new (...args: never[]) => object, number])[] = [
  [Double, T.double],
  [ObjectId, T.objectId],
  [Date, T.date],
  [Decimal128, T.decimal],
  [Binary, T.binData],
  [Timestamp, T.timestamp],
  [BSONRegExp, T.regex],
  [BSONSymbol, T.symbol],
  [Code, T.javascript],
  [MinKey, T.minKey],
  [MaxKey, T.maxKey],
];

/** The BSON type number of a value; 0 = missing. */
export function typeOf(value: Value): number {
  switch (typeof value) {
    case 'undefined':
      return T.missing;
    case 'string':
      return T.string;
    case 'boolean':
      return T.bool;
    case 'number':
      return isInt32(value) ? T.int : T.double;
    case 'bigint':
      return T.long;
    default:
      return typeOfObject(value);
  }
}

function typeOfObject(value: Exclude<Value, undefined | string | boolean | number | bigint>): number {
  if (value === null) return T.null;
  if (value instanceof Map) return T.object;
  if (Array.isArray(value)) return T.array;
  if (value === bsonUndefined) return T.undefined;
  if (value instanceof Opaque) return value.type;
  return classTypes.find(([type]) => value instanceof type)?.[1] ?? T.missing;
}

/** Int, long, double or decimal. */
export function isNumericType(type: number): boolean {
  return type === T.int || type === T.double || type === T.long || type === T.decimal;
}

/** The order of types in MongoDB's comparison; types that compare with each other share a number. */
export function canonicalType(type: number): number {
  return canonical[type] ?? 0;
}

const canonical: readonly number[] = Array.from({ length: 256 }, (_, type) => {
  switch (type) {
    case T.minKey:
      return -1;
    case T.null:
      return 5;
    case T.double:
    case T.int:
    case T.long:
    case T.decimal:
      return 10;
    case T.string:
    case T.symbol:
      return 15;
    case T.object:
      return 20;
    case T.array:
      return 25;
    case T.binData:
      return 30;
    case T.objectId:
      return 35;
    case T.bool:
      return 40;
    case T.date:
      return 45;
    case T.timestamp:
      return 47;
    case T.regex:
      return 50;
    case T.dbPointer:
      return 55;
    case T.javascript:
      return 60;
    case T.javascriptWithScope:
      return 65;
    case T.maxKey:
      return 127;
    default:
      return 0;
  }
});
