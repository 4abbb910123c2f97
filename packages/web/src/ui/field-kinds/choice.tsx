import { CircleDot } from 'lucide-react';
import type { FieldKind } from './field-kind.ts';
import { OptionCell } from './parts/cells.tsx';
import { OptionFilter, OptionInput } from './parts/lazy-parts.ts';

/** One of several options. */
export const choiceKind: FieldKind = {
  name: 'choice',
  Icon: CircleDot,
  width: 112,
  align: 'start',
  Cell: OptionCell,
  Input: OptionInput,
  FilterValue: OptionFilter,
  inline: true,
};
