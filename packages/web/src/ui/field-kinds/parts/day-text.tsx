import { useFormat } from '../../format/use-format.ts';
import type { ValueProps } from '../field-kind.ts';
import styles from './parts.module.css';

/** A day; one by which something is to be done says in a list that it is today, or how late it is. */
export function DayText({ value, field, listed = false }: ValueProps) {
  const format = useFormat();
  const day = String(value);
  const due = listed && field.document['x-field'].due ? format.dueDay(day) : undefined;
  return (
    <time className={styles.day} dateTime={day} title={day} data-tone={due?.tone}>
      {due?.text ?? format.day(day)}
    </time>
  );
}
