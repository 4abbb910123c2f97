import type { IndexField } from '../engine/types.ts';
import { readDoc } from '../value/read.ts';

/** A key pattern with its directions. */
export function readPattern(raw: Uint8Array): IndexField[] {
  return Array.from(readDoc(raw), ([path, direction]) => {
    const weight = Number(String(direction));
    const field = { path, descending: weight < 0 };
    return Math.abs(weight) === 1 ? field : { ...field, weight };
  });
}
