import { Link } from 'lucide-react';
import type { FieldKind, ValueProps } from './field-kind.ts';
import { TextFilter, TextInput } from './parts/lazy-parts.ts';
import styles from './parts/parts.module.css';

/** A web address; only http and https become links. */
export const urlKind: FieldKind = {
  name: 'url',
  Icon: Link,
  width: 200,
  align: 'start',
  Cell: UrlCell,
  Input: TextInput,
  FilterValue: TextFilter,
  inline: true,
};

function UrlCell({ value }: ValueProps) {
  const address = String(value);
  const shown = address.replace(/^https?:\/\//i, '');
  if (!/^https?:\/\//i.test(address)) return <span className={styles.cut}>{address}</span>;
  return (
    <a className={styles.cut} href={address} target="_blank" rel="noreferrer noopener" onClick={(event) => event.stopPropagation()}>
      {shown}
    </a>
  );
}
