import { compareNumbers, readLong } from './number.ts';
import { bsonType, numberRank, typeRank } from './types.ts';
import { endOfName, type RawValue, readInt32, valueSize } from './walk.ts';

/**
 * MongoDB's order of values (simple collation): by type first, then by value; numbers of all four types exactly.
 * Negative, 0 or positive.
 */
export function compareValues(a: RawValue, b: RawValue): number {
  const rank = typeRank(a.type);
  const difference = rank - typeRank(b.type);
  if (difference !== 0) return difference;
  if (rank === numberRank) return compareNumbers(a, b);
  const compare = comparers.get(a.type);
  return compare ? compare(a, b) : 0;
}

/** Compares bytes `aStart … aEnd` with `bStart … bEnd` as memcmp does, a prefix first. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

type Comparer = (a: RawValue, b: RawValue) => number;

const compareWhole: Comparer = (a, b) => compareBytes(a.bytes.subarray(a.start, a.end), b.bytes.subarray(b.start, b.end));

const compareStrings: Comparer = (a, b) => {
  const aEnd = a.start + 4 + readInt32(a.bytes, a.start) - 1;
  const bEnd = b.start + 4 + readInt32(b.bytes, b.start) - 1;
  return compareBytes(a.bytes.subarray(a.start + 4, aEnd), b.bytes.subarray(b.start + 4, bEnd));
};

const compareLongs: Comparer = (a, b) => {
  const x = readLong(a.bytes, a.start);
  const y = readLong(b.bytes, b.start);
  return x < y ? -1 : x > y ? 1 : 0;
};

const compareTimestamps: Comparer = (a, b) => {
  const x = BigInt.asUintN(64, readLong(a.bytes, a.start));
  const y = BigInt.asUintN(64, readLong(b.bytes, b.start));
  return x < y ? -1 : x > y ? 1 : 0;
};

const compareSized: Comparer = (a, b) => a.end - a.start - (b.end - b.start) || compareWhole(a, b);

/** Binary: by length, then subtype, then bytes. */
const compareBinary: Comparer = (a, b) =>
  readInt32(a.bytes, a.start) - readInt32(b.bytes, b.start) ||
  compareBytes(a.bytes.subarray(a.start + 4, a.end), b.bytes.subarray(b.start + 4, b.end));

const compareRegexes: Comparer = (a, b) => {
  const aMiddle = endOfName(a.bytes, a.start);
  const bMiddle = endOfName(b.bytes, b.start);
  return (
    compareBytes(a.bytes.subarray(a.start, aMiddle), b.bytes.subarray(b.start, bMiddle)) ||
    compareBytes(a.bytes.subarray(aMiddle, a.end), b.bytes.subarray(bMiddle, b.end))
  );
};

/** Field by field: type, then name, then value; the shorter one first. */
function compareDocuments(a: RawValue, b: RawValue): number {
  let aAt = a.start + 4;
  let bAt = b.start + 4;
  for (;;) {
    const aType = a.bytes[aAt] as number;
    const bType = b.bytes[bAt] as number;
    if (aType === 0 || bType === 0) return aType === bType ? 0 : aType === 0 ? -1 : 1;
    const aName = endOfName(a.bytes, aAt + 1);
    const bName = endOfName(b.bytes, bAt + 1);
    const x: RawValue = { type: aType, bytes: a.bytes, start: aName + 1, end: aName + 1 + valueSize(aType, a.bytes, aName + 1) };
    const y: RawValue = { type: bType, bytes: b.bytes, start: bName + 1, end: bName + 1 + valueSize(bType, b.bytes, bName + 1) };
    const order =
      typeRank(aType) - typeRank(bType) ||
      compareBytes(a.bytes.subarray(aAt + 1, aName), b.bytes.subarray(bAt + 1, bName)) ||
      compareValues(x, y);
    if (order !== 0) return order;
    aAt = x.end;
    bAt = y.end;
  }
}

/** Code with scope: by code, then by scope. */
const compareScopedCode: Comparer = (a, b) => {
  const code = ({ bytes, start, end }: RawValue): RawValue => ({ type: bsonType.code, bytes, start: start + 4, end });
  const scope = ({ bytes, start, end }: RawValue): RawValue => ({
    type: bsonType.object,
    bytes,
    start: start + 8 + readInt32(bytes, start + 4),
    end,
  });
  return compareStrings(code(a), code(b)) || compareDocuments(scope(a), scope(b));
};

const comparers = new Map<number, Comparer>([
  [bsonType.string, compareStrings],
  [bsonType.symbol, compareStrings],
  [bsonType.code, compareStrings],
  [bsonType.object, compareDocuments],
  [bsonType.array, compareDocuments],
  [bsonType.binary, compareBinary],
  [bsonType.objectId, compareWhole],
  [bsonType.bool, compareWhole],
  [bsonType.date, compareLongs],
  [bsonType.timestamp, compareTimestamps],
  [bsonType.regex, compareRegexes],
  [bsonType.dbPointer, compareSized],
  [bsonType.codeWithScope, compareScopedCode],
]);
