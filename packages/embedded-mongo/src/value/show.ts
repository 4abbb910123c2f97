import { Binary, BSONRegExp, Decimal128, Double, ObjectId, Timestamp } from 'bson';
import { T, typeOf } from './types.ts';
import type { Doc, Value } from './value.ts';

/** A value as MongoDB's error messages show it, like `{ a: 1, b: "x", c: [ 1.0 ] }`. */
export function showValue(value: Value): string {
  if (typeof value === 'string') return `"${value}"`;
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[ ${value.map(showValue).join(', ')} ]`;
  if (value instanceof Map) return showDoc(value);
  if (value instanceof Double) return Object.is(value.value, -0) ? '-0.0' : `${value.value}.0`;
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`;
  if (value instanceof BSONRegExp) return `/${value.pattern}/${value.options}`;
  if (value instanceof Decimal128) return value.toString();
  if (value instanceof Timestamp) return `Timestamp(${value.t}, ${value.i})`;
  if (value instanceof Binary)
    return `BinData(${value.sub_type}, ${Buffer.from(value.buffer.subarray(0, value.position)).toString('hex').toUpperCase()})`;
  const type = typeOf(value);
  if (type === T.minKey) return 'MinKey';
  if (type === T.maxKey) return 'MaxKey';
  if (type === T.undefined) return 'undefined';
  return type === T.missing ? 'MISSING' : String(value);
}

/** A document as MongoDB's error messages show it. */
export function showDoc(doc: Doc): string {
  if (doc.size === 0) return '{}';
  return `{ ${Array.from(doc, ([name, value]) => `${name}: ${showValue(value)}`).join(', ')} }`;
}
