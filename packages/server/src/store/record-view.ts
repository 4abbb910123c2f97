import type { FieldAccess } from '@formwright/access';
import type { RecordData } from '@formwright/metadata';
import type { DerivedParts } from './derived-parts.ts';
import type { StoredRecord } from './models/records.ts';

/** A record's values by field key, system fields included, as rules and filters look at it. */
export function toData(record: Omit<StoredRecord, keyof DerivedParts>): RecordData {
  return {
    ...record.f,
    id: record._id.toString(),
    version: record.version,
    createdAt: record.createdAt,
    createdBy: record.createdBy,
    updatedAt: record.updatedAt,
    updatedBy: record.updatedBy,
  };
}

/** A record as somebody with this field plan may see it; only `fields` of it when given. Version and last author tell nothing of hidden edits. */
export function presentRecord(record: StoredRecord, plan: ReadonlyMap<string, FieldAccess>, fields?: ReadonlySet<string>): RecordData {
  const seen = lastSeen(record, plan);
  const shown: [string, unknown][] = [
    ['id', record._id.toString()],
    ['version', seen.number],
    ['createdAt', record.createdAt],
    ['createdBy', record.createdBy],
    ['updatedAt', seen.at],
    ['updatedBy', seen.by],
  ];
  for (const [key, value] of Object.entries(record.f)) if (plan.has(key) && (!fields || fields.has(key))) shown.push([key, value]);
  return Object.fromEntries(shown);
}

/** The last change somebody with this field plan may know of: its number, when and by whom. */
export function lastSeen(record: StoredRecord, plan: ReadonlyMap<string, FieldAccess>): { number: number; at: string; by: string | null } {
  const numbers = Object.entries(record.n);
  const number = Math.max(1, ...numbers.filter(([key]) => plan.has(key)).map(([, each]) => each));
  if (number === 1) return { number, at: record.createdAt, by: record.createdBy };
  const written = record.w.find((each) => each.n === number);
  return { number, at: written?.at ?? record.updatedAt, by: written?.by ?? record.updatedBy };
}
