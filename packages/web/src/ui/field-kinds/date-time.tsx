import { CalendarClock } from 'lucide-react';
import { useFormat } from '../format/use-format.ts';
import type { FieldKind, ValueProps } from './field-kind.ts';
import { MomentInput, TimeFilter } from './parts/lazy-parts.ts';

/** A moment. */
export const dateTimeKind: FieldKind = {
  name: 'dateTime',
  Icon: CalendarClock,
  width: 140,
  align: 'start',
  Cell: MomentCell,
  Input: MomentInput,
  FilterValue: TimeFilter,
  inline: false,
};

function MomentCell({ value }: ValueProps) {
  const format = useFormat();
  const iso = String(value);
  return (
    <time dateTime={iso} title={format.fullMoment(iso)}>
      {format.moment(iso)}
    </time>
  );
}
