import { TextAlignStart } from 'lucide-react';
import type { FieldKind, ValueProps } from './field-kind.ts';
import { LongTextInput, TextFilter } from './parts/lazy-parts.ts';

/** Several lines of text; as wide as the form. */
export const longTextKind: FieldKind = {
  name: 'longText',
  Icon: TextAlignStart,
  width: 260,
  align: 'start',
  Cell: LongTextCell,
  Input: LongTextInput,
  FilterValue: TextFilter,
  wide: true,
  inline: false,
};

function LongTextCell({ value }: ValueProps) {
  return <span style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>{String(value)}</span>;
}
