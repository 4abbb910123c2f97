import { Phone } from 'lucide-react';
import type { FieldKind, ValueProps } from './field-kind.ts';
import { TextFilter, TextInput } from './parts/lazy-parts.ts';

/** A telephone number; a tap calls it. */
export const phoneKind: FieldKind = {
  name: 'phone',
  Icon: Phone,
  width: 140,
  align: 'start',
  Cell: PhoneCell,
  Input: TextInput,
  FilterValue: TextFilter,
  inline: true,
};

function PhoneCell({ value }: ValueProps) {
  return (
    <a href={`tel:${String(value)}`} onClick={(event) => event.stopPropagation()}>
      {String(value)}
    </a>
  );
}
