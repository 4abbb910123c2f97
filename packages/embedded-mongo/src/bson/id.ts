import { ObjectId } from 'bson';
import { MongoError } from '../errors.ts';
import { bsonType } from './types.ts';
import { eachElement, findField, type RawValue } from './walk.ts';

const idName = Uint8Array.of(0x5f, 0x69, 0x64);

/** The document's `_id`, or undefined. */
export function idOf(document: Uint8Array): RawValue | undefined {
  return findField(document, 0, idName);
}

/** Refuses an `_id` that MongoDB does not store: an array, a regular expression, undefined, or one with a field that starts with `$` at any depth, but for a DBRef's. */
export function checkId(document: Uint8Array): void {
  const id = idOf(document);
  const refused = id && refusedTypes.get(id.type);
  if (refused) throw new MongoError('InvalidIdField', `The '_id' value cannot be of type ${refused}`);
  if (id?.type === bsonType.object) refuseDollars(document, id.start);
}

function refuseDollars(bytes: Uint8Array, start: number): void {
  const names: string[] = [];
  eachElement(bytes, start, (value, nameStart, nameEnd) => {
    names.push(Buffer.from(bytes.subarray(nameStart, nameEnd)).toString());
    if (value.type === bsonType.object || value.type === bsonType.array) refuseDollars(bytes, value.start);
  });
  names.forEach((name, i) => {
    const before = refersBehind.get(name);
    const inPlace = name === '$ref' ? names[i + 1] === '$id' : before !== undefined && names[i - 1] === before;
    if (!name.startsWith('$') || inPlace) return;
    throw new MongoError('DollarPrefixedFieldName', `_id fields may not contain '$'-prefixed fields: ${name} is not valid for storage.`);
  });
}

/** The field that stands before each of a DBRef's others. */
const refersBehind = new Map([
  ['$id', '$ref'],
  ['$db', '$id'],
]);

const refusedTypes = new Map<number, string>([
  [bsonType.array, 'array'],
  [bsonType.regex, 'regex'],
  [bsonType.undefined, 'undefined'],
]);

/** The document with `_id` as its first field, made (an ObjectId) when missing; the same bytes when it already is so. */
export function withIdFirst(document: Uint8Array): Uint8Array {
  if (document[5] === 0x5f && document[6] === 0x69 && document[7] === 0x64 && document[8] === 0) return document;
  const id = idOf(document);
  if (!id) return join(idField(bsonType.objectId, new ObjectId().id), document.subarray(4));
  const parts: Uint8Array[] = [document.subarray(id.start - 5, id.end)];
  eachElement(document, 0, (value, nameStart) => {
    if (value.start !== id.start) parts.push(document.subarray(nameStart - 1, value.end));
  });
  return join(...parts, Uint8Array.of(0));
}

/** `{ _id: <the same> }`. */
export function onlyId(document: Uint8Array): Uint8Array {
  const id = idOf(document);
  return id ? join(document.subarray(id.start - 5, id.end), Uint8Array.of(0)) : join(Uint8Array.of(0));
}

/** Have both documents the same `_id`, byte for byte? */
export function hasSameId(a: Uint8Array, b: Uint8Array): boolean {
  const x = idOf(a);
  const y = idOf(b);
  if (!x || !y || x.type !== y.type || x.end - x.start !== y.end - y.start) return x === y;
  for (let i = 0; i < x.end - x.start; i++) if (a[x.start + i] !== b[y.start + i]) return false;
  return true;
}

function idField(type: number, value: Uint8Array): Uint8Array {
  const field = new Uint8Array(5 + value.length);
  field[0] = type;
  field.set(idName, 1);
  field.set(value, 5);
  return field;
}

/** A document of these fields' bytes, the last of which ends with the closing zero. */
function join(...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 4);
  const document = new Uint8Array(length);
  new DataView(document.buffer).setInt32(0, length, true);
  let at = 4;
  for (const part of parts) {
    document.set(part, at);
    at += part.length;
  }
  return document;
}
