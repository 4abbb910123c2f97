import { Link2 } from 'lucide-react';
import { RecordTitle } from '../records/record-title.tsx';
import type { FieldKind, ValueProps } from './field-kind.ts';
import { RelationFilter, RelationInput } from './parts/lazy-parts.ts';

/** A record of another entity; its title opens it. */
export const relationKind: FieldKind = {
  name: 'relation',
  Icon: Link2,
  width: 200,
  align: 'start',
  Cell: RelationCell,
  Input: RelationInput,
  FilterValue: RelationFilter,
  inline: true,
};

function RelationCell({ value, field, app }: ValueProps) {
  return <RecordTitle app={app} to={field.to} id={String(value)} link />;
}
