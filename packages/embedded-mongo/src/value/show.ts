import { Binary, BSONRegExp, BSONSymbol, Code, Decimal128, Double, ObjectId, Timestamp, UUID } from 'bson';
import { readDoc } from './read.ts';
import { T, typeOf } from './types.ts';
import { type Doc, Opaque, type Value } from './value.ts';

/** A value as MongoDB's error messages show it, like `{ a: 1, b: "x", c: [ 1.0 ] }`. */
export function showValue(value: Value): string {
  if (typeof value === 'string') return `"${shortened(value)}"`;
  if (typeof value === 'number') return typeOf(value) === T.int ? String(value) : showDouble(value);
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[ ${value.map(showValue).join(', ')} ]`;
  if (value instanceof Map) return showDoc(value);
  if (value instanceof Double) return showDouble(value.value);
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`;
  if (value instanceof BSONRegExp) return `/${value.pattern}/${value.options}`;
  if (value instanceof Decimal128) return value.toString();
  if (value instanceof Timestamp) return `Timestamp(${value.t}, ${value.i})`;
  if (value instanceof Binary) return showBinary(value);
  if (value instanceof BSONSymbol) return `"${value.value}"`;
  if (value instanceof Code) return String(value.code);
  if (value instanceof Opaque && value.type === T.javascriptWithScope) return showScoped(value.bytes);
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

/** Texts are shown up to 150 bytes when they have more than 160. */
function shortened(text: string): string {
  const bytes = Buffer.from(text);
  return bytes.length > 160 ? `${bytes.subarray(0, 150)}...` : text;
}

/** A double as C's `%.16g` writes it, and `.0` where that has no point. */
function showDouble(number: number): string {
  if (!Number.isFinite(number)) return Number.isNaN(number) ? 'nan.0' : number < 0 ? '-inf.0' : 'inf.0';
  const [mantissa = '', power = '0'] = number.toExponential(15).split('e');
  const exponent = Number(power);
  const digits = mantissa.replace(/\.?0+$/, '');
  const text =
    exponent < -4 || exponent > 15
      ? `${digits}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`
      : Object.is(number, -0)
        ? '-0'
        : String(Number(number.toPrecision(16)));
  return text.includes('.') ? text : `${text}.0`;
}

function showScoped(raw: Uint8Array): string {
  const bytes = Buffer.from(raw);
  const end = 8 + bytes.readInt32LE(4);
  return `CodeWScope( ${bytes.toString('utf8', 8, end - 1)}, ${showDoc(readDoc(bytes.subarray(end)))})`;
}

/** Of more than 80 bytes the first 70 are shown. */
function showBinary(value: Binary): string {
  const bytes = Buffer.from(value.buffer.subarray(0, value.position));
  if (value.sub_type === Binary.SUBTYPE_UUID && bytes.length === 16) return `UUID("${new UUID(bytes)}")`;
  const hex = (shown: Buffer) => shown.toString('hex').toUpperCase();
  return `BinData(${value.sub_type}, ${bytes.length > 80 ? `${hex(bytes.subarray(0, 70))}...` : hex(bytes)})`;
}
