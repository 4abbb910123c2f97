import type { FilterOperator, ValueShape } from '@formwright/metadata';

/** How a comparison reads for a kind of value: 晚于 for dates where numbers say 大于. */
export function operatorLabel(op: FilterOperator, shape: ValueShape | undefined, t: (key: string) => string): string {
  const time = shape === 'date' || shape === 'dateTime';
  if (time && (op === 'gt' || op === 'gte' || op === 'lt' || op === 'lte')) return t(`compareTime.${op}`);
  return t(`compare.${op}`);
}
