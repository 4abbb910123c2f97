import { type Entity, normaliseRecord, type RecordData } from '@formwright/metadata';

/** Step 3: the values as they will be stored: written ones laid over the present ones, normalised and rounded by their kinds, empty ones gone. */
export function deriveValues(entity: Entity, present: RecordData, written: RecordData): RecordData {
  const normalised = normaliseRecord(written, entity);
  const kept = Object.entries(present).filter(([key]) => !Object.hasOwn(written, key));
  return Object.fromEntries([...kept, ...Object.entries(normalised)]);
}

/**
 * The stored values that the entity as it is now can hold. A field that was removed or became another kind leaves values behind;
 * they stay hidden, and the next write lets go of those that no longer fit. History keeps them.
 */
export function fittingValues(entity: Entity, values: RecordData): RecordData {
  const fits = (key: string, value: unknown): boolean => {
    const type = entity.fields.get(key)?.type;
    if (!type) return true;
    if (type.valueType === 'array') return Array.isArray(value);
    return typeof value === (type.valueType === 'integer' ? 'number' : type.valueType);
  };
  const entries = Object.entries(values);
  return entries.every(([key, value]) => fits(key, value))
    ? values
    : Object.fromEntries(entries.filter(([key, value]) => fits(key, value)));
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
