import { Calendar, CalendarDays } from 'lucide-react';
import type { FieldKind, ValueProps } from './field-kind.ts';
import { DayText } from './parts/day-text.tsx';
import { DayInput, TimeFilter } from './parts/lazy-parts.ts';
import styles from './parts/parts.module.css';

/** A day. */
export const dateKind: FieldKind = {
  name: 'date',
  Icon: Calendar,
  width: 116,
  align: 'start',
  Cell: DayText,
  Brief: SignedDay,
  Input: DayInput,
  FilterValue: TimeFilter,
  inline: true,
};

/** With a sign that it is a day. */
function SignedDay(props: ValueProps) {
  return (
    <span className={styles.signed}>
      <CalendarDays size={12} strokeWidth={2} aria-hidden /> <DayText {...props} />
    </span>
  );
}
