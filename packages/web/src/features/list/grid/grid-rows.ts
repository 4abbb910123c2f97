import type { ApiRecord } from '@formwright/client';

/** One line of the grid. */
export type GridLine =
  | { kind: 'record'; record: ApiRecord; number: number }
  | { kind: 'group'; value: unknown; count: number; figures: ReadonlyMap<string, unknown>; collapsed: boolean };

/** One group as the server counted it. */
export interface GroupRow {
  value: unknown;
  count: number;
  figures: ReadonlyMap<string, unknown>;
}

/** The lines of a plain list. */
export function plainLines(records: readonly ApiRecord[]): GridLine[] {
  return records.map((record, index) => ({ kind: 'record', record, number: index + 1 }));
}

interface Grouping {
  groups: readonly GroupRow[];
  records: readonly ApiRecord[];
  /** Field whose values make the groups. */
  field: string;
  collapsed: ReadonlySet<string>;
  /** Whether more records are still to be loaded. */
  hasMore: boolean;
}

/** The lines of a grouped list: a head for each group, its records below unless it is folded; groups not reached yet are left out. */
export function groupedLines({ groups, records, field, collapsed, hasMore }: Grouping): GridLine[] {
  const members = new Map<string, ApiRecord[]>();
  for (const record of records) {
    const key = groupKey(Object.hasOwn(record, field) ? record[field] : undefined);
    members.set(key, [...(members.get(key) ?? []), record]);
  }
  const lastReached = groups.findLastIndex(({ value }) => members.has(groupKey(value)));
  const reached = hasMore ? groups.slice(0, lastReached + 1) : groups;
  return reached.flatMap((group): GridLine[] => {
    const key = groupKey(group.value);
    const folded = collapsed.has(key);
    const head: GridLine = { kind: 'group', ...group, collapsed: folded };
    return folded ? [head] : [head, ...plainLines(members.get(key) ?? [])];
  });
}

/** A group's value as the key it is folded by. */
export function groupKey(value: unknown): string {
  return value === undefined || value === null ? '' : JSON.stringify(value);
}
