import { compareValues } from '../value/compare.ts';
import type { Value } from '../value/value.ts';
import { insertSorted } from './insert-sorted.ts';

/** Keeps the `count` smallest or largest values in ascending order; of equal ones, the first. */
export function keepExtreme(values: Value[], value: Value, { count, largest }: { count: number; largest: boolean }): void {
  if (values.length === count) {
    const order = compareValues(value, largest ? values[0] : values.at(-1));
    if (largest ? order <= 0 : order >= 0) return;
    values.splice(largest ? 0 : -1, 1);
  }
  insertSorted(values, value, compareValues);
}
