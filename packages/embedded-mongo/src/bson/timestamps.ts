import { bsonType } from './types.ts';
import { eachElement } from './walk.ts';

let tick = 0;

/** The document with the present in place of empty timestamps at its top, other than `_id`; the same bytes when it has none. */
export function fillTimestamps(document: Uint8Array, now: number): Uint8Array {
  if (!document.includes(bsonType.timestamp)) return document;
  let filled = document;
  eachElement(document, 0, ({ type, start, end }, nameStart, nameEnd) => {
    if (type !== bsonType.timestamp || document.subarray(start, end).some((byte) => byte !== 0)) return;
    if (Buffer.from(document.subarray(nameStart, nameEnd)).toString() === '_id') return;
    if (filled === document) filled = Uint8Array.from(document);
    tick = (tick % 1_000_000) + 1;
    const view = new DataView(filled.buffer, filled.byteOffset);
    view.setUint32(start, tick, true);
    view.setUint32(start + 4, Math.floor(now / 1000), true);
  });
  return filled;
}
