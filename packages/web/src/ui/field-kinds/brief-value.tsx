import { CalendarDays } from 'lucide-react';
import { usePeople } from '../api/use-people.ts';
import { Avatar } from '../avatar/avatar.tsx';
import { useFormat } from '../format/use-format.ts';
import styles from './brief-value.module.css';
import type { ValueProps } from './field-kind.ts';
import { FieldValue } from './field-value.tsx';

/** A value where there is little room, as on cards: money in large units, a day with its sign, a colleague as a face. */
export function BriefValue(props: ValueProps) {
  const { value, field } = props;
  const format = useFormat();
  const { personName } = usePeople();
  if (field.typeName === 'money' && typeof value === 'number')
    return <b className={styles.money}>{format.compactMoney(value, field.document['x-field'].currency)}</b>;
  if (field.typeName === 'date')
    return (
      <time className={styles.day} dateTime={String(value)}>
        <CalendarDays size={12} strokeWidth={2} aria-hidden /> {format.day(String(value))}
      </time>
    );
  if (field.typeName === 'member') {
    const name = personName(String(value)) ?? '…';
    return (
      <span role="img" aria-label={name} title={name}>
        <Avatar name={name} id={String(value)} size={20} />
      </span>
    );
  }
  return <FieldValue {...props} />;
}
