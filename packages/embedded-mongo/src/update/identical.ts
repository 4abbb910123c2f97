import { typeOf } from '../value/types.ts';
import type { Value } from '../value/value.ts';
import { writeDoc } from '../value/write.ts';

/** Are two documents the same, byte for byte? */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0;
}

/** Have two values the same bytes? 1 and 1.0 have not, nor have 0.0 and -0.0. */
export function isIdentical(a: Value, b: Value): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || a === null || typeOf(a) !== typeOf(b)) return false;
  return sameBytes(writeDoc(new Map([['', a]])), writeDoc(new Map([['', b]])));
}
