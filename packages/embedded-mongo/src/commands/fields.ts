import { bsonType } from '../bson/types.ts';
import { elementsOf, endOfName, type RawValue, valueSize } from '../bson/walk.ts';
import { MongoError } from '../errors.ts';
import { readText, readValue } from '../value/read.ts';
import { typeName } from '../value/types.ts';
import type { Value } from '../value/value.ts';

/** The fields of a command (or of one statement in it), read by name and type; what is wrong is refused as MongoDB does. */
export class Fields {
  /** How errors call the place: `insert`, `update.updates`, `FindCommandRequest`. */
  readonly where: string;
  readonly bytes: Uint8Array;
  private readonly values: ReadonlyMap<string, RawValue>;
  private readonly sequences: ReadonlyMap<string, readonly Uint8Array[]>;

  constructor(
    bytes: Uint8Array,
    where: string,
    sequences: ReadonlyMap<string, readonly Uint8Array[]> = new Map(),
    values: ReadonlyMap<string, RawValue> = readFields(bytes),
  ) {
    this.bytes = bytes;
    this.where = where;
    this.sequences = sequences;
    this.values = values;
  }

  /** The same fields under the name that errors use. */
  named(where: string): Fields {
    return new Fields(this.bytes, where, this.sequences, this.values);
  }

  /** The names in their order, document sequences last. */
  get names(): string[] {
    return [...this.values.keys(), ...this.sequences.keys()];
  }

  /** The value as it stands in the bytes; an explicit null counts as absent. */
  raw(name: string): RawValue | undefined {
    const value = this.values.get(name);
    return value && value.type !== bsonType.null && value.type !== bsonType.undefined ? value : undefined;
  }

  /** The decoded value, also null; undefined = absent. */
  value(name: string): Value {
    const value = this.values.get(name);
    return value && readValue(value.type, value.bytes, value.start);
  }

  /** The number of the BSON type, also null's; undefined = absent. */
  type(name: string): number | undefined {
    return this.values.get(name)?.type;
  }

  has(name: string): boolean {
    return this.values.has(name) || this.sequences.has(name);
  }

  /** Refuses a field that is not in `known`. */
  allow(known: ReadonlySet<string>): void {
    for (const name of this.values.keys()) if (!known.has(name)) throw this.unknown(name);
    for (const name of this.sequences.keys()) if (!known.has(name)) throw this.unknown(name);
  }

  text(name: string): string | undefined {
    const value = this.raw(name);
    if (!value) return undefined;
    if (value.type !== bsonType.string) throw this.wrongType(name, value.type, 'string');
    return readText(value.bytes, value.start + 4, value.end - 1);
  }

  /** A boolean; null counts as absent, and numbers as MongoDB counts them where `loose`. */
  flag(name: string, loose = false): boolean | undefined {
    const value = this.raw(name);
    if (!value) return undefined;
    if (value.type === bsonType.bool) return value.bytes[value.start] !== 0;
    if (loose && numberTypes.has(value.type)) return this.number(name) !== 0;
    throw this.wrongType(name, value.type, loose ? '[bool, long, int, decimal, double' : 'bool');
  }

  /** A boolean where MongoDB reads it strictly: null is a wrong type. */
  bool(name: string): boolean | undefined {
    const value = this.values.get(name);
    if (!value) return undefined;
    if (value.type === bsonType.bool) return value.bytes[value.start] !== 0;
    throw new MongoError('TypeMismatch', `Field '${name}' should be a boolean value, but found: ${typeName(value.type)}`);
  }

  /** Any number, as a JavaScript number. */
  number(name: string): number | undefined {
    const value = this.raw(name);
    if (!value) return undefined;
    if (!numberTypes.has(value.type)) throw this.wrongType(name, value.type, '[long, int, decimal, double');
    return Number(String(readValue(value.type, value.bytes, value.start)));
  }

  /** A whole number that is not negative; a fraction is cut. */
  size(name: string): number | undefined {
    const value = this.number(name);
    if (value === undefined) return undefined;
    if (value < 0) throw new MongoError(51024, `BSON field '${name}' value must be >= 0, actual value '${Math.trunc(value)}'`);
    return Math.trunc(value);
  }

  /** A 64-bit integer. */
  long(name: string): bigint | undefined {
    const value = this.raw(name);
    if (!value) return undefined;
    const decoded = readValue(value.type, value.bytes, value.start);
    if (typeof decoded === 'bigint') return decoded;
    throw this.wrongType(name, value.type, 'long');
  }

  /** The bytes of a document. */
  document(name: string): Uint8Array | undefined {
    const value = this.raw(name);
    if (!value) return undefined;
    if (value.type !== bsonType.object) throw this.wrongType(name, value.type, 'object');
    return value.bytes.subarray(value.start, value.end);
  }

  /** The documents of an array or of the document sequence of that name. */
  documents(name: string): readonly Uint8Array[] | undefined {
    const sequence = this.sequences.get(name);
    if (sequence) return sequence;
    return this.list(name)?.map((element, index) => {
      if (element.type !== bsonType.object) throw this.wrongType(`${name}.${index}`, element.type, 'object');
      return element.bytes.subarray(element.start, element.end);
    });
  }

  /** The elements of an array, which may be absent, but not null. */
  list(name: string): RawValue[] | undefined {
    const value = this.values.get(name);
    if (!value) return undefined;
    if (!this.raw(name)) throw new MongoError(10065, `invalid parameter: expected an object (${name})`);
    if (value.type !== bsonType.array) throw this.wrongType(name, value.type, 'array');
    return elementsOf(value.bytes, value.start);
  }

  /** `value`, or the refusal of a command that lacks it. */
  required<T>(name: string, value: T | undefined): T {
    if (value === undefined) throw new MongoError(40414, `BSON field '${this.where}.${name}' is missing but a required field`);
    return value;
  }

  /** The name of a BSON type as errors show it. */
  typeOf(type: number): string {
    return typeName(type);
  }

  wrongType(name: string, type: number, expected: string): MongoError {
    const plural = expected.startsWith('[') ? `expected types '${expected}']` : `expected type '${expected}'`;
    return new MongoError('TypeMismatch', `BSON field '${this.where}.${name}' is the wrong type '${typeName(type)}', ${plural}`);
  }

  private unknown(name: string): MongoError {
    return new MongoError(40415, `BSON field '${this.where}.${name}' is an unknown field.`);
  }
}

const numberTypes = new Set<number>([bsonType.int, bsonType.long, bsonType.double, bsonType.decimal]);

function readFields(bytes: Uint8Array): Map<string, RawValue> {
  const values = new Map<string, RawValue>();
  let at = 4;
  for (let type = bytes[at] as number; type > 0; type = bytes[at] as number) {
    const nameEnd = endOfName(bytes, at + 1);
    const start = nameEnd + 1;
    const end = start + valueSize(type, bytes, start);
    values.set(readText(bytes, at + 1, nameEnd), { type, bytes, start, end });
    at = end;
  }
  return values;
}
