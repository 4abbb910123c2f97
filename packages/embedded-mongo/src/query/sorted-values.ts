import { compareValues } from '../value/compare.ts';
import type { Operand } from '../value/value.ts';

/** The operands in MongoDB's order, each once. */
export function sortedValues(operands: readonly Operand[]): Operand[] {
  const sorted = operands.toSorted((a, b) => compareValues(a.value, b.value));
  return sorted.filter(({ value }, i) => i === 0 || compareValues(sorted[i - 1]?.value, value) !== 0);
}
