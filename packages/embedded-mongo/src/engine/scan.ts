import type { Plan } from '../planner/plan.ts';
import type { RecordId } from '../store/keys.ts';
import type { Range, ReadView } from '../store/view.ts';
import type { CollectionState } from './collection.ts';

/** One document of a scan; the bytes are borrowed until the next step. `null` = a pause without a result, to look at the clock. */
export interface Row {
  readonly id: RecordId;
  readonly document: Uint8Array;
}

/** How much a scan looked at. */
export interface Examined {
  keys: number;
  documents: number;
}

/** After so many rows without a result a scan pauses. */
export const pauseEvery = 64;

/** A walk along a plan that can be left and taken up again on another view. */
export interface Scan {
  readonly examined: Examined;
  /** Goes on after the last row that was given. */
  rows(view: ReadView): Generator<Row | null, void, undefined>;
}

/** What a scan is made from. */
export interface ScanOptions {
  readonly collection: CollectionState;
  readonly plan: Plan;
  readonly matches: (document: Uint8Array) => boolean;
}

/** The part of a range that comes after `key`. */
export function afterKey(range: Range, key: Uint8Array | null): Range {
  if (!key) return range;
  if (range.reverse) return { ...range, high: key };
  const low = new Uint8Array(key.length + 1);
  low.set(key);
  return { ...range, low };
}
