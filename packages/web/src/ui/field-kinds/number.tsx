import { Hash } from 'lucide-react';
import type { FieldKind } from './field-kind.ts';
import { TextCell } from './parts/cells.tsx';
import { NumberFilter, NumberInput } from './parts/lazy-parts.ts';

/** A number. */
export const numberKind: FieldKind = {
  name: 'number',
  Icon: Hash,
  width: 120,
  align: 'end',
  Cell: TextCell,
  Input: NumberInput,
  FilterValue: NumberFilter,
  inline: true,
};
