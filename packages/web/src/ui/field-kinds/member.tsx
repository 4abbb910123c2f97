import { usePeople } from '../api/use-people.ts';
import { Person } from '../avatar/avatar.tsx';
import type { FieldKind, ValueProps } from './field-kind.ts';
import { MemberFilter, MemberInput } from './parts/lazy-parts.ts';

/** A colleague. */
export const memberKind: FieldKind = {
  name: 'member',
  width: 124,
  align: 'start',
  Cell: MemberCell,
  Input: MemberInput,
  FilterValue: MemberFilter,
  inline: true,
};

function MemberCell({ value }: ValueProps) {
  const { personName } = usePeople();
  const id = String(value);
  return <Person name={personName(id) ?? '…'} id={id} />;
}
