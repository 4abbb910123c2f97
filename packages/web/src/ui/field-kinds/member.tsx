import { User } from 'lucide-react';
import { usePeople } from '../api/use-people.ts';
import { Avatar, Person } from '../avatar/avatar.tsx';
import type { FieldKind, ValueProps } from './field-kind.ts';
import { MemberFilter, MemberInput } from './parts/lazy-parts.ts';

/** A colleague. */
export const memberKind: FieldKind = {
  name: 'member',
  Icon: User,
  width: 124,
  align: 'start',
  Cell: MemberCell,
  Brief: MemberFace,
  Input: MemberInput,
  FilterValue: MemberFilter,
  inline: true,
};

function MemberCell({ value }: ValueProps) {
  const { personName } = usePeople();
  const id = String(value);
  return <Person name={personName(id) ?? '…'} id={id} />;
}

function MemberFace({ value }: ValueProps) {
  const { personName } = usePeople();
  const name = personName(String(value)) ?? '…';
  return (
    <span role="img" aria-label={name} title={name}>
      <Avatar name={name} id={String(value)} size={20} />
    </span>
  );
}
