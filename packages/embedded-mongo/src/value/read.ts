import { Binary, BSONRegExp, BSONSymbol, Code, Decimal128, Double, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { endOfName, readInt32, valueSize } from '../bson/walk.ts';
import { isInt32, T } from './types.ts';
import { bsonUndefined, type Doc, Opaque, type Value } from './value.ts';

type Slice = (this: Uint8Array, start: number, end: number) => string;
const { utf8Slice } = Buffer.prototype as unknown as { utf8Slice: Slice };

const scratch = new Float64Array(1);
const scratchBytes = new Uint8Array(scratch.buffer);

/** Reads a little-endian double. */
export function readDouble(bytes: Uint8Array, at: number): number {
  for (let i = 0; i < 8; i++) scratchBytes[i] = bytes[at + i] as number;
  return scratch[0] as number;
}

/** Reads a little-endian int64. */
export function readLong(bytes: Uint8Array, at: number): bigint {
  return (BigInt(readInt32(bytes, at + 4)) << 32n) | BigInt(readInt32(bytes, at) >>> 0);
}

/** Reads a little-endian int64 as a number; exact within 2^53. */
export function readLongAsNumber(bytes: Uint8Array, at: number): number {
  return readInt32(bytes, at + 4) * 4294967296 + (readInt32(bytes, at) >>> 0);
}

/** Decodes UTF-8 between two offsets. */
export function readText(bytes: Uint8Array, start: number, end: number): string {
  const length = end - start;
  if (length < 24) {
    let text = '';
    for (let i = start; i < end; i++) {
      const code = bytes[i] as number;
      if (code > 127) return utf8Slice.call(bytes, start, end);
      text += String.fromCharCode(code);
    }
    return text;
  }
  return utf8Slice.call(bytes, start, end);
}

/** Decodes a whole document. */
export function readDoc(bytes: Uint8Array, at = 0): Doc {
  const doc: Doc = new Map();
  let offset = at + 4;
  for (let type = bytes[offset] as number; type !== 0; type = bytes[offset] as number) {
    const end = endOfName(bytes, offset + 1);
    doc.set(readText(bytes, offset + 1, end), readValue(type, bytes, end + 1));
    offset = end + 1 + valueSize(type, bytes, end + 1);
  }
  return doc;
}

function readArray(bytes: Uint8Array, at: number): Value[] {
  const values: Value[] = [];
  let offset = at + 4;
  for (let type = bytes[offset] as number; type !== 0; type = bytes[offset] as number) {
    const start = endOfName(bytes, offset + 1) + 1;
    values.push(readValue(type, bytes, start));
    offset = start + valueSize(type, bytes, start);
  }
  return values;
}

/** A double as a {@link Value}: boxed when it looks like an int. */
export function toDouble(value: number): number | Double {
  return isInt32(value) ? new Double(value) : value;
}

/** Decodes the value of `type` at `at`; what it answers holds no reference to the bytes. */
export function readValue(type: number, bytes: Uint8Array, at: number): Value {
  switch (type) {
    case T.string:
      return readText(bytes, at + 4, at + 3 + readInt32(bytes, at));
    case T.int:
      return readInt32(bytes, at);
    case T.double:
      return toDouble(readDouble(bytes, at));
    case T.long:
      return readLong(bytes, at);
    case T.bool:
      return bytes[at] !== 0;
    case T.date:
      return new Date(readLongAsNumber(bytes, at));
    case T.null:
      return null;
    case T.object:
      return readDoc(bytes, at);
    case T.array:
      return readArray(bytes, at);
    case T.objectId:
      return new ObjectId(bytes.slice(at, at + 12));
    default:
      return readRareValue(type, bytes, at);
  }
}

function readRareValue(type: number, bytes: Uint8Array, at: number): Value {
  switch (type) {
    case T.binData:
      return new Binary(bytes.slice(at + 5, at + 5 + readInt32(bytes, at)), bytes[at + 4]);
    case T.undefined:
      return bsonUndefined;
    case T.decimal:
      return new Decimal128(bytes.slice(at, at + 16));
    case T.timestamp:
      return new Timestamp({ i: readInt32(bytes, at) >>> 0, t: readInt32(bytes, at + 4) >>> 0 });
    case T.regex: {
      const end = endOfName(bytes, at);
      return new BSONRegExp(readText(bytes, at, end), readText(bytes, end + 1, endOfName(bytes, end + 1)));
    }
    case T.symbol:
      return new BSONSymbol(readText(bytes, at + 4, at + 3 + readInt32(bytes, at)));
    case T.javascript:
      return new Code(readText(bytes, at + 4, at + 3 + readInt32(bytes, at)));
    case T.minKey:
      return new MinKey();
    case T.maxKey:
      return new MaxKey();
    default:
      return new Opaque(type, bytes.slice(at, at + valueSize(type, bytes, at)));
  }
}
