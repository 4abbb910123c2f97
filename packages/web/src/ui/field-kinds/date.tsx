import { useFormat } from '../format/use-format.ts';
import type { FieldKind, ValueProps } from './field-kind.ts';
import { DayInput, TimeFilter } from './parts/lazy-parts.ts';

/** A day. */
export const dateKind: FieldKind = {
  name: 'date',
  width: 116,
  align: 'start',
  Cell: DateCell,
  Input: DayInput,
  FilterValue: TimeFilter,
  inline: true,
};

function DateCell({ value }: ValueProps) {
  const format = useFormat();
  return (
    <time dateTime={String(value)} title={String(value)}>
      {format.day(String(value))}
    </time>
  );
}
