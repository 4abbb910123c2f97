import type { Binary, BSONRegExp, BSONSymbol, Code, Decimal128, Double, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';

/** A decoded document: keys keep their order (also whole-number keys) and no key is special. */
export type Doc = Map<string, Value>;

/** BSON's deprecated `undefined` (type 6), which is not the same as a field that is absent. */
export type BsonUndefined = { readonly bson: 'undefined' };

/** The one value of {@link BsonUndefined}. */
export const bsonUndefined: BsonUndefined = Object.freeze({ bson: 'undefined' });

/** A value that only travels: DBPointer (12) and code with scope (15), as its bytes. */
export class Opaque {
  readonly type: number;
  readonly bytes: Uint8Array;
  /** `type`: the BSON type number; `bytes`: the value without type and name. */
  constructor(type: number, bytes: Uint8Array) {
    this.type = type;
    this.bytes = bytes;
  }
}

/**
 * One BSON value without loss of type. A JavaScript number that is whole and fits 32 bits is an int, any other number is a
 * double; a double that happens to be such a whole number is a `Double`; a bigint is a long. `undefined` = absent.
 */
export type Value =
  | undefined
  | null
  | boolean
  | number
  | bigint
  | string
  | Date
  | Double
  | Decimal128
  | ObjectId
  | Binary
  | Timestamp
  | BSONRegExp
  | BSONSymbol
  | Code
  | Opaque
  | MinKey
  | MaxKey
  | BsonUndefined
  | Doc
  | Value[];

/** A constant of a filter: its BSON type number, its bytes (the value only, without type and name) and the decoded value. */
export type Operand = { readonly type: number; readonly bytes: Uint8Array; readonly value: Value };

/** Variables of `let` by name without `$$`, and `NOW`, `CLUSTER_TIME`. */
export type Variables = ReadonlyMap<string, Value>;
