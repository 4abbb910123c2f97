import type { IndexField } from '../engine/types.ts';
import { isNumeric } from '../value/arithmetic.ts';
import { readDoc } from '../value/read.ts';

/** A key pattern with its directions. */
export function readPattern(raw: Uint8Array): IndexField[] {
  return Array.from(readDoc(raw), ([path, direction]) => {
    const weight = isNumeric(direction) ? Number(String(direction)) : Number.NaN;
    const field = { path, descending: weight < 0 };
    return Math.abs(weight) === 1 ? field : { ...field, weight };
  });
}
