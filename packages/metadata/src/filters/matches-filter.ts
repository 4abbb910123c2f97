import type { Entity } from '../entity.ts';
import type { Filter, FilterTerm } from '../generated/documents.ts';
import { isEmptyValue, type RecordData } from '../records/record-data.ts';

/**
 * Whether a record meets a resolved filter; the same meaning as in the database: absent is null, `ne` and `nin` include
 * empty values, texts are found in either case, days and instants compare as texts.
 */
export function matchesFilter(filter: Filter, record: RecordData, entity: Entity): boolean {
  if ('all' in filter) return filter.all.every((part) => matchesFilter(part, record, entity));
  if ('any' in filter) return filter.any.some((part) => matchesFilter(part, record, entity));
  return matchesTerm(filter, record, entity);
}

function matchesTerm({ field, op, value }: FilterTerm, record: RecordData, entity: Entity): boolean {
  if (!entity.fields.has(field)) return false;
  const own = Object.hasOwn(record, field) ? record[field] : undefined;
  switch (op) {
    case 'empty':
      return isEmptyValue(own);
    case 'notEmpty':
      return !isEmptyValue(own);
    case 'eq':
      return holds(own, value);
    case 'ne':
      return !holds(own, value);
    case 'in':
      return listOf(value).some((each) => holds(own, each));
    case 'nin':
      return !listOf(value).some((each) => holds(own, each));
    case 'contains':
      return Array.isArray(own) ? own.includes(value) : findText(own, value) >= 0;
    case 'startsWith':
      return findText(own, value) === 0;
    case 'between':
      return compare(own, listOf(value)[0]) >= 0 && compare(own, listOf(value)[1]) <= 0;
    case 'gt':
      return compare(own, value) > 0;
    case 'gte':
      return compare(own, value) >= 0;
    case 'lt':
      return compare(own, value) < 0;
    case 'lte':
      return compare(own, value) <= 0;
  }
}

function holds(own: unknown, value: unknown): boolean {
  return Array.isArray(own) ? own.includes(value) : own === value;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function findText(own: unknown, value: unknown): number {
  return typeof own === 'string' && typeof value === 'string' ? own.toLowerCase().indexOf(value.toLowerCase()) : -1;
}

/** NaN, and so never true, when the values are not of one comparable kind. */
function compare(own: unknown, value: unknown): number {
  if (typeof own === 'number' && typeof value === 'number') return own - value;
  if (typeof own !== 'string' || typeof value !== 'string') return Number.NaN;
  if (own === value) return 0;
  return own < value ? -1 : 1;
}
