import { Type } from 'lucide-react';
import type { FieldKind } from './field-kind.ts';
import { TextCell } from './parts/cells.tsx';
import { TextFilter, TextInput } from './parts/lazy-parts.ts';

/** One line of text. */
export const textKind: FieldKind = {
  name: 'text',
  Icon: Type,
  width: 180,
  align: 'start',
  Cell: TextCell,
  Input: TextInput,
  FilterValue: TextFilter,
  inline: true,
};
