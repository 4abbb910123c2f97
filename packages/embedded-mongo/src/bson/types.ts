/** BSON's type numbers (bsonspec.org). */
export const bsonType = {
  double: 0x01,
  string: 0x02,
  object: 0x03,
  array: 0x04,
  binary: 0x05,
  undefined: 0x06,
  objectId: 0x07,
  bool: 0x08,
  date: 0x09,
  null: 0x0a,
  regex: 0x0b,
  dbPointer: 0x0c,
  code: 0x0d,
  symbol: 0x0e,
  codeWithScope: 0x0f,
  int: 0x10,
  timestamp: 0x11,
  long: 0x12,
  decimal: 0x13,
  minKey: 0xff,
  maxKey: 0x7f,
} as const;

const order = new Uint8Array(256);
const ranks: ReadonlyArray<readonly [rank: number, types: readonly number[]]> = [
  [1, [bsonType.minKey]],
  [2, [bsonType.undefined]],
  [7, [bsonType.null]],
  [12, [bsonType.double, bsonType.int, bsonType.long, bsonType.decimal]],
  [17, [bsonType.string, bsonType.symbol]],
  [22, [bsonType.object]],
  [27, [bsonType.array]],
  [32, [bsonType.binary]],
  [37, [bsonType.objectId]],
  [42, [bsonType.bool]],
  [47, [bsonType.date]],
  [49, [bsonType.timestamp]],
  [52, [bsonType.regex]],
  [57, [bsonType.dbPointer]],
  [62, [bsonType.code]],
  [67, [bsonType.codeWithScope]],
  [129, [bsonType.maxKey]],
];
for (const [rank, types] of ranks) for (const type of types) order[type] = rank;

/** Where a type stands in MongoDB's order of types, 1 to 129; types of equal rank compare by value. 0 = no BSON type. */
export function typeRank(type: number): number {
  return order[type] ?? 0;
}

/** The rank of all numbers. */
export const numberRank = 12;
