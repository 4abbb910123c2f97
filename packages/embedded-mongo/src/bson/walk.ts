import { bsonType } from './types.ts';

/** One value inside a document's bytes, not copied: its type and where it begins and ends. */
export interface RawValue {
  readonly type: number;
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

/** The little-endian int32 at `offset`. */
export function readInt32(bytes: Uint8Array, offset: number): number {
  return (
    (bytes[offset] as number) |
    ((bytes[offset + 1] as number) << 8) |
    ((bytes[offset + 2] as number) << 16) |
    ((bytes[offset + 3] as number) << 24)
  );
}

const fixedSizes = new Int32Array(256).fill(-1);
for (const type of [bsonType.null, bsonType.undefined, bsonType.minKey, bsonType.maxKey]) fixedSizes[type] = 0;
for (const type of [bsonType.double, bsonType.date, bsonType.long, bsonType.timestamp]) fixedSizes[type] = 8;
fixedSizes[bsonType.objectId] = 12;
fixedSizes[bsonType.bool] = 1;
fixedSizes[bsonType.int] = 4;
fixedSizes[bsonType.decimal] = 16;

/** How many bytes the value of `type` at `offset` takes. Throws RangeError for a type that BSON does not have. */
export function valueSize(type: number, bytes: Uint8Array, offset: number): number {
  const fixed = fixedSizes[type] as number;
  if (fixed >= 0) return fixed;
  switch (type) {
    case bsonType.string:
    case bsonType.symbol:
    case bsonType.code:
      return readInt32(bytes, offset) + 4;
    case bsonType.object:
    case bsonType.array:
    case bsonType.codeWithScope:
      return readInt32(bytes, offset);
    case bsonType.binary:
      return readInt32(bytes, offset) + 5;
    case bsonType.dbPointer:
      return readInt32(bytes, offset) + 16;
    case bsonType.regex:
      return endOfName(bytes, endOfName(bytes, offset) + 1) + 1 - offset;
    default:
      throw new RangeError(`unknown BSON type ${type}`);
  }
}

/** The position of the zero byte that ends the name (or any C string) at `offset`. */
export function endOfName(bytes: Uint8Array, offset: number): number {
  let at = offset;
  while (bytes[at] !== 0) {
    if (at >= bytes.length) throw new RangeError('BSON ends inside a name');
    at++;
  }
  return at;
}

/** The field called `name` (UTF-8) of the document that begins at `start`, or undefined. */
export function findField(bytes: Uint8Array, start: number, name: Uint8Array): RawValue | undefined {
  const length = name.length;
  const first = length > 0 ? (name[0] as number) : 0;
  let at = start + 4;
  for (let type = bytes[at] as number; type > 0; type = bytes[at] as number) {
    const nameAt = at + 1;
    let valueAt: number;
    if (bytes[nameAt] === first && isNameAt(bytes, nameAt, name, length)) {
      valueAt = nameAt + length + 1;
      return { type, bytes, start: valueAt, end: valueAt + valueSize(type, bytes, valueAt) };
    }
    valueAt = endOfName(bytes, nameAt) + 1;
    at = valueAt + valueSize(type, bytes, valueAt);
  }
  return undefined;
}

function isNameAt(bytes: Uint8Array, at: number, name: Uint8Array, length: number): boolean {
  for (let i = 0; i < length; i++) if (bytes[at + i] !== name[i]) return false;
  return bytes[at + length] === 0;
}

/** Calls `visit` with every element of the document or array at `start`, in order, until it returns false. Names are bytes `nameStart … nameEnd`. */
export function eachElement(
  bytes: Uint8Array,
  start: number,
  visit: (value: RawValue, nameStart: number, nameEnd: number) => unknown,
): void {
  let at = start + 4;
  for (let type = bytes[at] as number; type > 0; type = bytes[at] as number) {
    const nameEnd = endOfName(bytes, at + 1);
    const valueAt = nameEnd + 1;
    const end = valueAt + valueSize(type, bytes, valueAt);
    if (visit({ type, bytes, start: valueAt, end }, at + 1, nameEnd) === false) return;
    at = end;
  }
}

/** The values of the document or array at `start`, in order. */
export function elementsOf(bytes: Uint8Array, start: number): RawValue[] {
  const values: RawValue[] = [];
  eachElement(bytes, start, (value) => {
    values.push(value);
  });
  return values;
}

/** The `index`-th element of the array at `start`, or undefined. */
export function elementAt(bytes: Uint8Array, start: number, index: number): RawValue | undefined {
  let found: RawValue | undefined;
  let left = index;
  eachElement(bytes, start, (value) => {
    if (left-- > 0) return true;
    found = value;
    return false;
  });
  return found;
}
