import type { FieldKind } from './field-kind.ts';
import { TextCell } from './parts/cells.tsx';
import { NumberFilter, NumberInput } from './parts/lazy-parts.ts';

/** An amount of money. */
export const moneyKind: FieldKind = {
  name: 'money',
  width: 140,
  align: 'end',
  Cell: TextCell,
  Input: NumberInput,
  FilterValue: NumberFilter,
  inline: true,
};
