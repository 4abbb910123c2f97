import { ListOrdered } from 'lucide-react';
import type { FieldKind } from './field-kind.ts';
import { TextCell } from './parts/cells.tsx';
import { TextFilter, TextInput } from './parts/lazy-parts.ts';

/** A number the product gives. */
export const serialKind: FieldKind = {
  name: 'serial',
  Icon: ListOrdered,
  width: 170,
  align: 'start',
  Cell: TextCell,
  Input: TextInput,
  FilterValue: TextFilter,
  inline: false,
};
