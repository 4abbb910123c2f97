import type { Entity, EntityField } from '../entity.ts';

/** Values of one record by field key. */
export type RecordData = Record<string, unknown>;

/** Whether a value says nothing: absent, null, an empty text or an empty list. */
export function isEmptyValue(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** The record as it is stored: every value normalised by its kind, empty ones left out. Unknown keys stay for the validation to name. */
export function normaliseRecord(record: RecordData, entity: Entity): RecordData {
  const entries = Object.entries(record).map(([key, value]) => [key, normaliseValue(entity.fields.get(key), value)] as const);
  return Object.fromEntries(entries.filter(([, value]) => !isEmptyValue(value)));
}

function normaliseValue(field: EntityField | undefined, value: unknown): unknown {
  return field ? field.type.normalise(value, field.document) : value;
}
