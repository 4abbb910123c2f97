import { Building2 } from 'lucide-react';
import { usePeople } from '../api/use-people.ts';
import type { FieldKind, ValueProps } from './field-kind.ts';
import { DepartmentFilter, DepartmentInput } from './parts/lazy-parts.ts';
import styles from './parts/parts.module.css';

/** A department. */
export const departmentKind: FieldKind = {
  name: 'department',
  Icon: Building2,
  width: 140,
  align: 'start',
  Cell: DepartmentCell,
  Input: DepartmentInput,
  FilterValue: DepartmentFilter,
  inline: true,
};

function DepartmentCell({ value }: ValueProps) {
  const { departmentName } = usePeople();
  return <span className={styles.cut}>{departmentName(String(value)) ?? '…'}</span>;
}
