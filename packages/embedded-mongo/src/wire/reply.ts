import { Double } from 'bson';
import { T, typeOf } from '../value/types.ts';
import type { BsonUndefined, Value } from '../value/value.ts';
import { Writer } from '../value/write.ts';

/** Documents that go into a reply as they are. */
export class RawDocuments {
  readonly documents: readonly Uint8Array[];
  constructor(documents: readonly Uint8Array[]) {
    this.documents = documents;
  }
}

/** One document that goes into a reply as it is. */
export class RawReplyDocument {
  readonly bytes: Uint8Array;
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }
}

/** The fields of a reply: numbers follow the convention of {@link Value}, plain objects are documents, undefined is left out. */
export type Reply = { readonly [name: string]: ReplyValue };

/** What a reply may hold. */
export type ReplyValue = Value | RawDocuments | RawReplyDocument | Reply | readonly ReplyValue[];

/** MongoDB's `ok: 1`. */
export const ok = new Double(1);

/** MongoDB's `ok: 0`. */
export const failed = new Double(0);

const shared = new Writer();

/** Encodes a reply as one BSON document; `tail` is whole elements in BSON that follow the fields. */
export function encodeReply(reply: Reply, tail?: Uint8Array): Uint8Array {
  shared.reset();
  const start = shared.open();
  for (const name in reply) writeField(shared, name, reply[name]);
  if (tail) shared.raw(tail, 0, tail.length);
  shared.close(start);
  return shared.take();
}

function writeField(writer: Writer, name: string, value: ReplyValue): void {
  if (value instanceof RawDocuments) return writeDocuments(writer, name, value.documents);
  if (value instanceof RawReplyDocument) {
    writer.name(T.object, name);
    return writer.raw(value.bytes, 0, value.bytes.length);
  }
  if (Array.isArray(value)) return writeList(writer, name, value);
  if (isReply(value)) {
    writer.name(T.object, name);
    const start = writer.open();
    for (const [key, inner] of Object.entries(value)) writeField(writer, key, inner);
    return writer.close(start);
  }
  writer.element(name, value as Value);
}

function writeDocuments(writer: Writer, name: string, documents: readonly Uint8Array[]): void {
  writer.name(T.array, name);
  const start = writer.open();
  documents.forEach((document, index) => {
    writer.name(T.object, String(index));
    writer.raw(document, 0, document.length);
  });
  writer.close(start);
}

function writeList(writer: Writer, name: string, values: readonly ReplyValue[]): void {
  writer.name(T.array, name);
  const start = writer.open();
  values.forEach((value, index) => {
    writeField(writer, String(index), value);
  });
  writer.close(start);
}

function isReply(value: ReplyValue): value is Exclude<Reply, BsonUndefined> {
  return typeof value === 'object' && value !== null && typeOf(value as Value) === T.missing;
}
