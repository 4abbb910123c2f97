import type { EntityField } from '../entity.ts';
import type { Dynamic, DynamicName } from '../generated/documents.ts';
import { allDynamicNames } from '../generated/names.ts';
import { isObjectOf } from './query-rights.ts';

const people: readonly DynamicName[] = ['me', 'myReports'];
const departments: readonly DynamicName[] = ['myDepartment', 'myDepartments'];
const times: readonly DynamicName[] = allDynamicNames.filter((name) => ![...people, ...departments].includes(name));

/** The dynamic values a field can be compared with. */
export function dynamicNames(field: EntityField): readonly DynamicName[] {
  switch (field.typeName) {
    case 'member':
    case 'members':
      return people;
    case 'department':
      return departments;
    case 'date':
    case 'dateTime':
      return times;
    default:
      return [];
  }
}

/** The dynamic values a field can start with in a new record. */
export function dynamicDefaults(field: EntityField): readonly DynamicName[] {
  const single: readonly DynamicName[] = ['me', 'myDepartment', 'now', 'today', 'yesterday', 'tomorrow'];
  return dynamicNames(field).filter((name) => single.includes(name));
}

/** Whether a value is `{ dynamic, days? }` in its right form. */
export function isDynamic(value: unknown): value is Dynamic {
  if (!isObjectOf(value, ['dynamic', 'days']) || !Object.hasOwn(value, 'dynamic')) return false;
  const { dynamic, days } = value;
  const known = [...people, ...departments, ...times].some((name) => name === dynamic);
  if (!known) return false;
  if (days === undefined) return true;
  return (dynamic === 'lastDays' || dynamic === 'nextDays') && Number.isInteger(days) && Number(days) >= 1 && Number(days) <= 3660;
}
