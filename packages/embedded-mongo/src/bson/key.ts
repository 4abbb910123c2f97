import { type ExactNumber, exactNumber } from './number.ts';
import { bsonType, typeRank } from './types.ts';
import { eachElement, endOfName, type RawValue, readInt32 } from './walk.ts';

/**
 * Writes values as bytes whose memcmp order is MongoDB's order of values. Every value is self-delimiting (no encoding is a
 * prefix of another), so values can be written one after another, each ascending or descending (all bits turned).
 */
export class KeyWriter {
  private bytes = new Uint8Array(512);
  private length = 0;
  private readonly view = new DataView(new ArrayBuffer(8));
  private readonly viewBytes = new Uint8Array(this.view.buffer);

  /** Forgets what was written. */
  reset(): void {
    this.length = 0;
  }

  /** What was written, as its own memory. */
  finish(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }

  /** Adds one value; `undefined` counts as null. */
  value(value: RawValue | undefined, descending: boolean): void {
    const from = this.length;
    if (value === undefined) this.byte(typeRank(bsonType.null));
    else this.ascending(value);
    if (descending) for (let i = from; i < this.length; i++) this.bytes[i] = ~(this.bytes[i] as number);
  }

  private ascending(value: RawValue): void {
    this.byte(typeRank(value.type));
    this.payload(value);
  }

  private payload({ type, bytes, start, end }: RawValue): void {
    switch (type) {
      case bsonType.double:
      case bsonType.int:
      case bsonType.long:
      case bsonType.decimal:
        this.number(exactNumber({ type, bytes, start, end }));
        break;
      case bsonType.string:
      case bsonType.symbol:
      case bsonType.code:
        this.text(bytes, start + 4, start + 4 + readInt32(bytes, start) - 1);
        break;
      case bsonType.object:
        this.document(bytes, start, true);
        break;
      case bsonType.array:
        this.document(bytes, start, false);
        break;
      case bsonType.objectId:
      case bsonType.bool:
        this.raw(bytes, start, end);
        break;
      case bsonType.date:
        this.bigEndian(bytes, start, 0x80);
        break;
      case bsonType.timestamp:
        this.bigEndian(bytes, start, 0);
        break;
      default:
        this.rare({ type, bytes, start, end });
        break;
    }
  }

  private rare({ type, bytes, start, end }: RawValue): void {
    switch (type) {
      case bsonType.binary:
        this.length32(readInt32(bytes, start));
        this.raw(bytes, start + 4, end);
        break;
      case bsonType.regex: {
        const middle = endOfName(bytes, start);
        this.text(bytes, start, middle);
        this.text(bytes, middle + 1, end - 1);
        break;
      }
      case bsonType.dbPointer:
        this.length32(end - start);
        this.raw(bytes, start, end);
        break;
      case bsonType.codeWithScope: {
        const length = readInt32(bytes, start + 4);
        this.text(bytes, start + 8, start + 8 + length - 1);
        this.document(bytes, start + 8 + length, true);
        break;
      }
      default:
        break;
    }
  }

  /** A flipped double; NaN below all; then 0, or 1 and the decimal digits of a number that lies above that double. */
  private number(number: ExactNumber): void {
    const { view, viewBytes } = this;
    if (Number.isNaN(number.floor)) viewBytes.fill(0);
    else {
      view.setFloat64(0, number.floor);
      if (number.floor < 0) for (let i = 0; i < 8; i++) viewBytes[i] = ~(viewBytes[i] as number);
      else viewBytes[0] = (viewBytes[0] as number) | 0x80;
    }
    this.raw(viewBytes, 0, 8);
    this.byte(number.above ? 1 : 0);
    if (number.above) this.decimal(number.above.coefficient, number.above.exponent);
  }

  private decimal(coefficient: bigint, exponent: number): void {
    const negative = coefficient < 0n;
    const digits = String(negative ? -coefficient : coefficient);
    const flip = negative ? 0xff : 0;
    const magnitude = exponent + digits.length - 1 + 0x8000;
    this.byte((magnitude >> 8) ^ flip);
    this.byte((magnitude & 0xff) ^ flip);
    for (const digit of digits.replace(/0+$/, '')) this.byte((digit.charCodeAt(0) - 47) ^ flip);
    this.byte(flip);
  }

  /** A zero byte becomes 00 FF, the end is 00 01. */
  private text(bytes: Uint8Array, start: number, end: number): void {
    this.reserve((end - start) * 2 + 2);
    const target = this.bytes;
    let at = this.length;
    for (let i = start; i < end; i++) {
      const byte = bytes[i] as number;
      target[at++] = byte;
      if (byte === 0) target[at++] = 0xff;
    }
    target[at++] = 0;
    target[at++] = 1;
    this.length = at;
  }

  private document(bytes: Uint8Array, start: number, named: boolean): void {
    eachElement(bytes, start, (value, nameStart, nameEnd) => {
      this.byte(typeRank(value.type));
      if (named) this.text(bytes, nameStart, nameEnd);
      this.payload(value);
    });
    this.byte(0);
  }

  private bigEndian(bytes: Uint8Array, start: number, flip: number): void {
    for (let i = 7; i >= 0; i--) this.byte((bytes[start + i] as number) ^ (i === 7 ? flip : 0));
  }

  private length32(length: number): void {
    for (let shift = 24; shift >= 0; shift -= 8) this.byte((length >>> shift) & 0xff);
  }

  private raw(bytes: Uint8Array, start: number, end: number): void {
    this.reserve(end - start);
    for (let i = start; i < end; i++) this.bytes[this.length++] = bytes[i] as number;
  }

  private byte(byte: number): void {
    this.reserve(1);
    this.bytes[this.length++] = byte;
  }

  private reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + more));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}
