import { Users } from 'lucide-react';
import { usePeople } from '../api/use-people.ts';
import { Person } from '../avatar/avatar.tsx';
import type { FieldKind, ValueProps } from './field-kind.ts';
import { listOf } from './parts/input-basics.ts';
import { MemberFilter, MembersInput } from './parts/lazy-parts.ts';
import styles from './parts/parts.module.css';

/** Several colleagues. */
export const membersKind: FieldKind = {
  name: 'members',
  Icon: Users,
  width: 180,
  align: 'start',
  Cell: MembersCell,
  Input: MembersInput,
  FilterValue: MemberFilter,
  inline: true,
};

function MembersCell({ value }: ValueProps) {
  const { personName } = usePeople();
  return (
    <span className={styles.tags}>
      {listOf(value).map((id) => (
        <Person key={id} name={personName(id) ?? '…'} id={id} />
      ))}
    </span>
  );
}
