import { Binary, BSONRegExp, BSONSymbol, Code, Decimal128, Double, type ObjectId, Timestamp } from 'bson';
import { MongoError } from '../errors.ts';
import { T, typeOf } from './types.ts';
import { type Doc, Opaque, type Operand, type Value } from './value.ts';

/** The largest document in bytes that may be made on the way (source: MongoDB's BSONObjMaxInternalSize). */
const maxInternalBytes = 16 * 1024 * 1024 + 16 * 1024;

/** Up to this length a loop copies faster than a view that is made for it. */
const shortCopy = 64;

/** Grows as documents are written to it; `take` copies what was written. */
export class Writer {
  private buffer: Buffer = Buffer.allocUnsafe(1024);
  private length = 0;

  /** Starts a document or array; give what it answers to `close`. */
  open(): number {
    const start = this.length;
    this.reserve(4);
    this.length += 4;
    return start;
  }

  /** Ends the document that started at `start`. */
  close(start: number): void {
    this.byte(0);
    this.buffer.writeInt32LE(this.length - start, start);
  }

  /** Writes a type and a name; the value follows. */
  name(type: number, name: string): void {
    this.byte(type);
    this.text(name);
    this.byte(0);
  }

  /** Writes a whole element: type, name and value; nothing when the value is missing. */
  element(name: string, value: Value): void {
    const type = typeOf(value);
    if (type === T.missing) return;
    if (name.includes('\u0000')) throw new MongoError('BadValue', 'a field name may not hold a zero byte');
    this.name(type, name);
    this.value(type, value);
  }

  /** Copies bytes as they are. */
  raw(bytes: Uint8Array, start: number, end: number): void {
    this.reserve(end - start);
    if (end - start > shortCopy) this.buffer.set(bytes.subarray(start, end), this.length);
    else for (let at = start, to = this.length; at < end; at++, to++) this.buffer[to] = bytes[at] as number;
    this.length += end - start;
  }

  /** Writes a value without type and name. */
  value(type: number, value: Value): void {
    switch (type) {
      case T.string:
        return this.string(value as string);
      case T.int:
        this.reserve(4);
        this.length = this.buffer.writeInt32LE(value as number, this.length);
        return;
      case T.double:
        this.reserve(8);
        this.length = this.buffer.writeDoubleLE(value instanceof Double ? value.value : (value as number), this.length);
        return;
      case T.object:
        return this.doc(value as Doc);
      case T.array:
        return this.array(value as Value[]);
      case T.bool:
        return this.byte(value === true ? 1 : 0);
      case T.long:
        return this.long(value as bigint);
      case T.date:
        return this.long(BigInt((value as Date).getTime()));
      case T.objectId:
        return this.bytes((value as ObjectId).id);
      default:
        return this.rareValue(value);
    }
  }

  /** A copy of everything written; the writer is empty again. */
  take(): Uint8Array {
    const taken = Buffer.allocUnsafe(this.length);
    this.buffer.copy(taken, 0, 0, this.length);
    this.length = 0;
    return taken;
  }

  /** Forgets what was written. */
  reset(): void {
    this.length = 0;
  }

  private rareValue(value: Value): void {
    if (value instanceof Decimal128) return this.bytes(value.bytes);
    if (value instanceof Timestamp) return this.long(BigInt.asIntN(64, (BigInt(value.t) << 32n) | BigInt(value.i)));
    if (value instanceof BSONSymbol) return this.string(value.value);
    if (value instanceof Code) return this.string(String(value.code));
    if (value instanceof Opaque) return this.bytes(value.bytes);
    if (value instanceof BSONRegExp) {
      this.text(value.pattern);
      this.byte(0);
      this.text(value.options);
      return this.byte(0);
    }
    if (value instanceof Binary) {
      const content = value.buffer.subarray(0, value.position);
      this.reserve(5);
      this.length = this.buffer.writeInt32LE(content.length, this.length);
      this.byte(value.sub_type);
      this.bytes(content);
    }
  }

  private doc(doc: Doc): void {
    const start = this.open();
    for (const [name, value] of doc) this.element(name, value);
    this.close(start);
  }

  private array(values: readonly Value[]): void {
    const start = this.open();
    values.forEach((value, index) => {
      this.element(String(index), value === undefined ? null : value);
    });
    this.close(start);
  }

  private string(text: string): void {
    const start = this.length;
    this.reserve(4);
    this.length += 4;
    this.text(text);
    this.byte(0);
    this.buffer.writeInt32LE(this.length - start - 4, start);
  }

  private text(text: string): void {
    this.reserve(text.length * 3);
    this.length += text.length < 16 ? this.ascii(text) : this.buffer.write(text, this.length);
  }

  private ascii(text: string): number {
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code > 127) return this.buffer.write(text, this.length);
      this.buffer[this.length + i] = code;
    }
    return text.length;
  }

  private long(value: bigint): void {
    this.reserve(8);
    this.length = this.buffer.writeBigInt64LE(value, this.length);
  }

  private bytes(bytes: Uint8Array): void {
    this.raw(bytes, 0, bytes.length);
  }

  private byte(value: number): void {
    this.reserve(1);
    this.buffer[this.length++] = value;
  }

  private reserve(more: number): void {
    if (this.length + more <= this.buffer.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.length + more));
    this.buffer.copy(grown, 0, 0, this.length);
    this.buffer = grown;
  }
}

let shared = new Writer();

/** Encodes a document. Throws BSONObjectTooLarge over 16 MB and some room. */
export function writeDoc(doc: Doc): Uint8Array {
  const writer = shared;
  writer.reset();
  writer.value(T.object, doc);
  const bytes = writer.take();
  if (bytes.length > 1 << 20) shared = new Writer();
  if (bytes.length > maxInternalBytes) {
    const size = `${bytes.length} (0x${bytes.length.toString(16).toUpperCase()})`;
    throw new MongoError('BSONObjectTooLarge', `BSONObj size: ${size} is invalid. Size must be between 0 and ${maxInternalBytes}(16MB)`);
  }
  return bytes;
}

/** A value as a constant of a filter. */
export function toOperand(value: Value): Operand {
  const writer = new Writer();
  const type = typeOf(value);
  writer.value(type, value);
  return { type, bytes: writer.take(), value };
}
