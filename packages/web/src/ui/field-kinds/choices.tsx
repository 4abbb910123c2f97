import { ListChecks } from 'lucide-react';
import type { FieldKind } from './field-kind.ts';
import { OptionsCell } from './parts/cells.tsx';
import { OptionFilter, OptionsInput } from './parts/lazy-parts.ts';

/** Any of several options. */
export const choicesKind: FieldKind = {
  name: 'choices',
  Icon: ListChecks,
  width: 180,
  align: 'start',
  Cell: OptionsCell,
  Input: OptionsInput,
  FilterValue: OptionFilter,
  inline: true,
};
