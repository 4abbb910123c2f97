import type { RecordId } from '../store/keys.ts';

const name = Buffer.from('\x12$recordId\0', 'latin1');
const elementBytes = name.length + 8;

/** The document with its record id as last field. */
export function withRecordId(document: Uint8Array, id: RecordId): Uint8Array {
  const bytes = grown(document);
  bytes.set(name, document.length - 1);
  new DataView(bytes.buffer).setBigInt64(document.length - 1 + name.length, BigInt(id), true);
  return bytes;
}

/** Changes a document that has its record id as last field; the result has it too. */
export function beforeRecordId(numbered: Uint8Array, change: (document: Uint8Array) => Uint8Array): Uint8Array {
  const end = numbered.length - 1 - elementBytes;
  const document = numbered.slice(0, end + 1);
  document[end] = 0;
  new DataView(document.buffer).setInt32(0, document.length, true);
  const changed = change(document);
  const bytes = grown(changed);
  bytes.set(numbered.subarray(end, numbered.length - 1), changed.length - 1);
  return bytes;
}

/** A copy with room for the field before its end. */
function grown(document: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(document.length + elementBytes);
  bytes.set(document);
  bytes[document.length - 1] = 0;
  new DataView(bytes.buffer).setInt32(0, bytes.length, true);
  return bytes;
}
