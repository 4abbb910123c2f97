import type { ApiRecord } from '@formwright/client';

/** One field that differs between what was shown and what is stored now. */
export interface ChangedField {
  field: string;
  before: unknown;
  after: unknown;
}

const own = new Set(['id', 'version', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy']);

/** What somebody changed since a record was shown; empty when the fields that were shown are the same. */
export function changedFields(shown: ApiRecord, now: ApiRecord): ChangedField[] {
  const keys = new Set([...Object.keys(shown), ...Object.keys(now)].filter((key) => !own.has(key)));
  const before = new Map(Object.entries(shown));
  const after = new Map(Object.entries(now));
  return [...keys]
    .filter((key) => !same(before.get(key), after.get(key)))
    .map((field) => ({ field, before: before.get(field), after: after.get(field) }));
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}
