import { Percent } from 'lucide-react';
import type { FieldKind } from './field-kind.ts';
import { TextCell } from './parts/cells.tsx';
import { NumberFilter, NumberInput } from './parts/lazy-parts.ts';

/** A share; people write 12 and 0.12 is stored. */
export const percentKind: FieldKind = {
  name: 'percent',
  Icon: Percent,
  width: 100,
  align: 'end',
  Cell: TextCell,
  Input: NumberInput,
  FilterValue: NumberFilter,
  inline: true,
};
