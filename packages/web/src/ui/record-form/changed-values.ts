import type { RecordData } from '@formwright/metadata';

/** What a save sends: the fields whose value differs, null for those that were emptied. */
export function changedValues(before: RecordData, after: RecordData, keys: Iterable<string>): RecordData {
  const changed: Array<[string, unknown]> = [];
  for (const key of keys) {
    const old = Object.hasOwn(before, key) ? before[key] : undefined;
    const next = Object.hasOwn(after, key) ? after[key] : undefined;
    if (!sameValue(old, next)) changed.push([key, next === undefined ? null : next]);
  }
  return Object.fromEntries(changed);
}

/** Whether two stored values are equal; nothing, null and an empty text are the same. */
export function sameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(blank(a) ? null : a) === JSON.stringify(blank(b) ? null : b);
}

function blank(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
