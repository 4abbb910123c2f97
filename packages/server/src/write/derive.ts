import { isCalendarDay, isInstant } from '@formwright/formula';
import { type Entity, type EntityField, normaliseRecord, type RecordData } from '@formwright/metadata';

/** Step 3: the values as they will be stored: written ones laid over the present ones, normalised and rounded by their kinds, empty ones gone. */
export function deriveValues(entity: Entity, present: RecordData, written: RecordData): RecordData {
  const normalised = normaliseRecord(written, entity);
  const kept = Object.entries(present).filter(([key]) => !Object.hasOwn(written, key));
  return Object.fromEntries([...kept, ...Object.entries(normalised)]);
}

/** Values of one record: those its fields can hold, and those put aside because their field became another kind. */
export interface SortedValues {
  f: RecordData;
  /** Absent when there are none. */
  x?: RecordData;
}

/**
 * Sorts a record's values by what the entity as it is now can hold. A field that became another kind leaves values behind: they are
 * hidden, not erased, and come back with the kind. Values of a removed field stay where they are.
 */
export function sortValues(entity: Entity, { f, x = {} }: SortedValues): SortedValues {
  const isFitting = ([key, value]: [string, unknown]) => fits(entity.fields.get(key), value);
  const inside = Object.entries(f);
  const aside = Object.entries(x);
  const back = aside.filter((entry) => entity.fields.has(entry[0]) && !Object.hasOwn(f, entry[0]) && isFitting(entry));
  if (back.length === 0 && inside.every(isFitting)) return aside.length > 0 ? { f, x } : { f };
  const kept = aside.filter((entry) => !back.includes(entry));
  const put = [...kept, ...inside.filter((entry) => !isFitting(entry))];
  return { f: Object.fromEntries([...inside.filter(isFitting), ...back]), ...(put.length > 0 ? { x: Object.fromEntries(put) } : {}) };
}

function fits(field: EntityField | undefined, value: unknown): boolean {
  if (!field) return true;
  const { shape, valueType } = field.type;
  if (valueType === 'array') return Array.isArray(value);
  if (typeof value !== (valueType === 'integer' ? 'number' : valueType)) return false;
  if (typeof value !== 'string') return true;
  return shape === 'date' ? isCalendarDay(value) : shape === 'dateTime' ? isInstant(value) : true;
}

/** Fields whose stored values differ. */
export function changedFields(before: RecordData, after: RecordData): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].filter((key) => !isSame(own(before, key), own(after, key)));
}

/** A value that the record itself holds; null for none. */
export function own(values: RecordData, key: string): unknown {
  return Object.hasOwn(values, key) ? (values[key] ?? null) : null;
}

function isSame(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
