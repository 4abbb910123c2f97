import { crc32c } from './crc32c.ts';

/** Largest message either side may send, in bytes (`maxMessageSizeBytes` of hello). */
export const maxMessageBytes = 48_000_000;

/** Largest document a client may store, in bytes (`maxBsonObjectSize` of hello). */
export const maxDocumentBytes = 16 * 1024 * 1024;

/** Bytes before the body of every message: length, request id, response to, operation code. */
export const headerBytes = 16;

const opReply = 1;
const opQuery = 2004;
const opGetMore = 2005;
const opMessage = 2013;

const checksumPresent = 1;
const moreToCome = 2;
/** Response flags of OP_REPLY. */
const queryFailure = 2;
const awaitCapable = 8;
/** Bits 0–15 must be understood by the receiver; 16 and above may be ignored. */
const requiredBits = 0xffff;

/** One request as it came in. All bytes are views into the message. */
export type Request = {
  readonly id: number;
  /** The command document. */
  readonly body: Uint8Array;
  /** Document sequences (kind 1 sections) by the name of the command's field. */
  readonly sequences: ReadonlyMap<string, readonly Uint8Array[]>;
  /** The client expects no answer. */
  readonly silent: boolean;
  /** Asked by OP_QUERY, to be answered by OP_REPLY; `database` is then known from its namespace. */
  readonly legacy?: { readonly database: string };
  /** Not a command but an operation of old drivers, which is only told that it is no longer supported. */
  readonly refused?: 'OP_QUERY' | 'OP_GET_MORE';
};

/** A message that cannot be understood: the connection is closed. */
export class ProtocolError extends Error {}

/** Reads one whole message (header included). Throws {@link ProtocolError}. */
export function parseMessage(message: Buffer): Request {
  const operation = message.readInt32LE(12);
  switch (operation) {
    case opMessage:
      return parseOpMessage(message);
    case opQuery:
      return parseOpQuery(message);
    case opGetMore:
      return refusedRequest(message, 'OP_GET_MORE');
    default:
      throw new ProtocolError(`operation code ${operation} is not supported`);
  }
}

/** Wraps a reply document so that it answers `request`. */
export function wrapReply(request: Request, document: Uint8Array, replyId: number): Buffer[] {
  return request.legacy ? wrapOpReply(request, document, replyId) : wrapOpMessage(request, document, replyId);
}

function parseOpMessage(message: Buffer): Request {
  const flags = uint32(message, headerBytes);
  if (flags & requiredBits & ~(checksumPresent | moreToCome)) throw new ProtocolError('unknown required flag bits');
  const end = flags & checksumPresent ? checkedEnd(message) : message.length;
  const sequences = new Map<string, readonly Uint8Array[]>();
  let body: Uint8Array | undefined;
  let at = headerBytes + 4;
  while (at < end) {
    const kind = message[at];
    if (kind === 0) {
      if (body) throw new ProtocolError('more than one body');
      body = documentAt(message, at + 1, end);
      at += 1 + body.length;
    } else if (kind === 1) {
      at = readSequence({ message, at: at + 1, end }, sequences);
    } else throw new ProtocolError(`section kind ${kind} is not supported`);
  }
  if (!body) throw new ProtocolError('no body');
  return { id: message.readInt32LE(4), body, sequences, silent: (flags & moreToCome) !== 0 };
}

function readSequence(from: { message: Buffer; at: number; end: number }, sequences: Map<string, readonly Uint8Array[]>): number {
  const { message, at, end } = from;
  const stop = at + uint32(message, at);
  if (stop > end || stop <= at + 4) throw new ProtocolError('a document sequence has a wrong size');
  const nameEnd = zeroAt(message, at + 4, stop);
  const name = message.toString('utf8', at + 4, nameEnd);
  if (sequences.has(name)) throw new ProtocolError(`document sequence ${name} is given twice`);
  const documents: Uint8Array[] = [];
  for (let next = nameEnd + 1; next < stop; ) {
    const document = documentAt(message, next, stop);
    documents.push(document);
    next += document.length;
  }
  sequences.set(name, documents);
  return stop;
}

function parseOpQuery(message: Buffer): Request {
  const nameEnd = zeroAt(message, headerBytes + 4, message.length);
  const namespace = message.toString('utf8', headerBytes + 4, nameEnd);
  const dot = namespace.indexOf('.');
  if (dot <= 0) throw new ProtocolError('OP_QUERY names no namespace');
  if (namespace.slice(dot + 1) !== '$cmd') return refusedRequest(message, 'OP_QUERY');
  const body = documentAt(message, nameEnd + 9, message.length);
  return { id: message.readInt32LE(4), body, sequences: new Map(), silent: false, legacy: { database: namespace.slice(0, dot) } };
}

function refusedRequest(message: Buffer, refused: 'OP_QUERY' | 'OP_GET_MORE'): Request {
  return { id: message.readInt32LE(4), body: new Uint8Array(), sequences: new Map(), silent: false, legacy: { database: '' }, refused };
}

function wrapOpMessage(request: Request, document: Uint8Array, replyId: number): Buffer[] {
  const head = Buffer.allocUnsafe(headerBytes + 5);
  writeHeader(head, { length: head.length + document.length, id: replyId, to: request.id, operation: opMessage });
  head.writeInt32LE(0, headerBytes);
  head[headerBytes + 4] = 0;
  return pieces(head, document);
}

/** Bytes up to which a reply is cheaper to copy than to write in two pieces. */
const smallReply = 16 * 1024;

function pieces(head: Buffer, document: Uint8Array): Buffer[] {
  if (document.length <= smallReply) return [Buffer.concat([head, document])];
  return [head, Buffer.from(document.buffer, document.byteOffset, document.length)];
}

function wrapOpReply(request: Request, document: Uint8Array, replyId: number): Buffer[] {
  const head = Buffer.alloc(headerBytes + 20);
  writeHeader(head, { length: head.length + document.length, id: replyId, to: request.id, operation: opReply });
  head.writeInt32LE(request.refused ? queryFailure : awaitCapable, headerBytes);
  head.writeInt32LE(1, headerBytes + 16);
  return pieces(head, document);
}

function writeHeader(head: Buffer, fields: { length: number; id: number; to: number; operation: number }): void {
  head.writeInt32LE(fields.length, 0);
  head.writeInt32LE(fields.id, 4);
  head.writeInt32LE(fields.to, 8);
  head.writeInt32LE(fields.operation, 12);
}

function checkedEnd(message: Buffer): number {
  const end = message.length - 4;
  if (end < headerBytes + 4 || message.readUInt32LE(end) !== crc32c(message.subarray(0, end))) throw new ProtocolError('wrong checksum');
  return end;
}

function documentAt(message: Buffer, at: number, end: number): Uint8Array {
  const size = uint32(message, at);
  if (size < 5 || at + size > end || message[at + size - 1] !== 0) throw new ProtocolError('a document has a wrong size');
  return message.subarray(at, at + size);
}

function uint32(message: Buffer, at: number): number {
  if (at + 4 > message.length) throw new ProtocolError('the message ends too early');
  return message.readUInt32LE(at);
}

function zeroAt(message: Buffer, at: number, end: number): number {
  const found = message.indexOf(0, at);
  if (found < 0 || found >= end) throw new ProtocolError('a name has no end');
  return found;
}
