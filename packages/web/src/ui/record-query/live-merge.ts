import type { ApiRecord } from '@formwright/client';
import { sameValue } from '../record-form/changed-values.ts';

/** One page as it is kept. */
export interface RecordPage {
  records: ApiRecord[];
  next?: string;
  count?: number;
}

/** What became of the records that changed elsewhere. */
export interface LiveNews {
  /** Those that still belong to the list, as they are now. */
  present: readonly ApiRecord[];
  /** Those that do not belong to it any more. */
  gone: ReadonlySet<string>;
}

/** The pages with the news worked in: changed rows stay where they are, new ones come first, counts follow. */
export function mergeNews(pages: readonly RecordPage[], { present, gone }: LiveNews): RecordPage[] {
  const fresh = new Map(present.map((record) => [record.id, record]));
  const known = new Set(pages.flatMap(({ records }) => records.map(({ id }) => id)));
  const added = present.filter(({ id }) => !known.has(id));
  const removed = [...gone].filter((id) => known.has(id)).length;
  const shift = added.length - removed;
  return pages.map((page, index) => {
    const kept = page.records.filter(({ id }) => !gone.has(id)).map((record) => newer(record, fresh.get(record.id)));
    const records = index === 0 ? [...added, ...kept] : kept;
    return { ...page, records, ...(page.count === undefined ? {} : { count: Math.max(0, page.count + shift) }) };
  });
}

/** The fields in which two states of a record differ; system fields do not count. */
export function changedFields(before: ApiRecord | undefined, after: ApiRecord): string[] {
  if (!before) return [];
  const system = new Set(['id', 'version', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy']);
  const old = new Map<string, unknown>(Object.entries(before));
  return Object.entries(after).flatMap(([key, value]) => (system.has(key) || sameValue(old.get(key), value) ? [] : [key]));
}

function newer(old: ApiRecord, fresh: ApiRecord | undefined): ApiRecord {
  return fresh && fresh.version >= old.version ? { ...old, ...fresh } : old;
}
