import { AtSign } from 'lucide-react';
import type { FieldKind, ValueProps } from './field-kind.ts';
import { TextFilter, TextInput } from './parts/lazy-parts.ts';
import styles from './parts/parts.module.css';

/** An e-mail address. */
export const emailKind: FieldKind = {
  name: 'email',
  Icon: AtSign,
  width: 200,
  align: 'start',
  Cell: EmailCell,
  Input: TextInput,
  FilterValue: TextFilter,
  inline: true,
};

function EmailCell({ value }: ValueProps) {
  return (
    <a className={styles.cut} href={`mailto:${String(value)}`} onClick={(event) => event.stopPropagation()}>
      {String(value)}
    </a>
  );
}
