import { MongoError } from '../errors.ts';
import { bsonType } from './types.ts';
import { readInt32, valueSize } from './walk.ts';

/** How deep documents may nest (source: MongoDB's BSONDepth, 200). */
const maxDepth = 200;

/** Checks that bytes from outside are one well-formed BSON document, so that later code may walk them without looking. Throws InvalidBSON. */
export function validateDocument(bytes: Uint8Array): void {
  if (bytes.length < 5 || readInt32(bytes, 0) !== bytes.length) throw invalid('the size of the document is wrong');
  validateElements(bytes, { start: 0, end: bytes.length, depth: 0 });
}

type Span = { readonly start: number; readonly end: number; readonly depth: number };

function validateElements(bytes: Uint8Array, { start, end, depth }: Span): void {
  if (depth > maxDepth) throw new MongoError('Overflow', `Exceeded depth limit of ${maxDepth}`);
  const last = end - 1;
  if (bytes[last] !== 0) throw invalid('a document has no end');
  let at = start + 4;
  while (at < last) {
    const type = bytes[at] as number;
    const valueAt = endOfText(bytes, at + 1, last) + 1;
    at = validateValue(bytes, type, { start: valueAt, end: last, depth });
  }
  if (at !== last) throw invalid('an element reaches past its document');
}

/** Checks one value and answers where it ends. */
function validateValue(bytes: Uint8Array, type: number, { start, end, depth }: Span): number {
  switch (type) {
    case bsonType.string:
    case bsonType.symbol:
    case bsonType.code:
      return validateText(bytes, start, end);
    case bsonType.object:
    case bsonType.array: {
      const stop = sized(bytes, start, end, 5);
      validateElements(bytes, { start, end: stop, depth: depth + 1 });
      return stop;
    }
    case bsonType.codeWithScope:
      return validateScopedCode(bytes, { start, end, depth });
    case bsonType.binary:
      return validateBinary(bytes, start, end);
    case bsonType.dbPointer:
      return within(validateText(bytes, start, end) + 12, end);
    case bsonType.regex:
      return endOfText(bytes, endOfText(bytes, start, end) + 1, end) + 1;
    case bsonType.bool:
      if ((bytes[start] as number) > 1) throw invalid('a boolean is neither 0 nor 1');
      return within(start + 1, end);
    default:
      return within(start + fixedSize(type, bytes, start), end);
  }
}

function fixedSize(type: number, bytes: Uint8Array, start: number): number {
  try {
    return valueSize(type, bytes, start);
  } catch {
    throw invalid(`unknown type ${type}`);
  }
}

function validateText(bytes: Uint8Array, start: number, end: number): number {
  within(start + 5, end);
  const length = readInt32(bytes, start);
  if (length < 1) throw invalid('a string has a wrong size');
  const stop = within(start + 4 + length, end);
  if (bytes[stop - 1] !== 0) throw invalid('a string has no end');
  return stop;
}

function validateBinary(bytes: Uint8Array, start: number, end: number): number {
  within(start + 5, end);
  const length = readInt32(bytes, start);
  if (length < 0) throw invalid('binary data has a wrong size');
  return within(start + 5 + length, end);
}

function validateScopedCode(bytes: Uint8Array, { start, end, depth }: Span): number {
  const stop = sized(bytes, start, end, 14);
  const scope = validateText(bytes, start + 4, stop);
  if (sized(bytes, scope, stop, 5) !== stop) throw invalid('code with a scope has a wrong size');
  validateElements(bytes, { start: scope, end: stop, depth: depth + 1 });
  return stop;
}

/** Where the thing that begins with its own size ends. */
function sized(bytes: Uint8Array, start: number, end: number, least: number): number {
  within(start + 4, end);
  const size = readInt32(bytes, start);
  if (size < least) throw invalid('an embedded document has a wrong size');
  return within(start + size, end);
}

function within(at: number, end: number): number {
  if (at > end) throw invalid('a value reaches past its document');
  return at;
}

function endOfText(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at] !== 0) at++;
  if (at >= end) throw invalid('a name has no end');
  return at;
}

function invalid(why: string): MongoError {
  return new MongoError('InvalidBSON', `Invalid BSON: ${why}`);
}
