import { addDays, localDayOf } from '@formwright/formula';
import { type EntityField, type FieldDefault, isEmptyValue, type RecordData } from '@formwright/metadata';
import { personOf } from '../store/principal.ts';
import type { PlannedIntent } from './plan.ts';

/** Step 2: the values of a new record with the defaults of the fields that were not named. `timeZone` decides today. */
export function fillDefaults(plan: PlannedIntent, values: RecordData, timeZone: string): RecordData {
  const filled: [string, unknown][] = Object.entries(values);
  for (const field of plan.target.entity.ownFields) {
    const source = field.document['x-field'].default;
    if (source === undefined || Object.hasOwn(values, field.key)) continue;
    const value = defaultOf(plan, { field, source, timeZone });
    if (!isEmptyValue(value)) filled.push([field.key, value]);
  }
  return Object.fromEntries(filled);
}

function defaultOf(plan: PlannedIntent, request: { field: EntityField; source: FieldDefault; timeZone: string }): unknown {
  const { field, source, timeZone } = request;
  if (!('dynamic' in source)) return source.value;
  const single = dynamicDefault(plan, source.dynamic, timeZone);
  if (single === undefined) return undefined;
  if (field.type.shape === 'dateTime' && source.dynamic !== 'now') return undefined;
  if (field.type.shape === 'date' && source.dynamic === 'now') return localDayOf(plan.at, timeZone);
  return field.type.shape === 'list' ? [single] : single;
}

function dynamicDefault(plan: PlannedIntent, name: string, timeZone: string): string | undefined {
  const person = personOf(plan.principal);
  const today = localDayOf(plan.at, timeZone);
  switch (name) {
    case 'me':
      return person?.id;
    case 'myDepartment':
      return person?.department ?? undefined;
    case 'now':
      return plan.at;
    case 'today':
      return today;
    case 'yesterday':
      return addDays(today, -1);
    case 'tomorrow':
      return addDays(today, 1);
    default:
      return undefined;
  }
}
