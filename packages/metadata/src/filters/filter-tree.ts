import type { Filter } from '../generated/documents.ts';

/** Every field a filter looks at. */
export function filterFields(filter: Filter): Set<string> {
  if ('all' in filter) return new Set(filter.all.flatMap((part) => [...filterFields(part)]));
  if ('any' in filter) return new Set(filter.any.flatMap((part) => [...filterFields(part)]));
  return new Set([filter.field]);
}

/** One filter that holds when all do; those left out do not count, and without any it holds always. */
export function andFilters(...filters: ReadonlyArray<Filter | undefined>): Filter {
  const parts = filters.filter((filter) => filter !== undefined).flatMap((filter) => ('all' in filter ? filter.all : [filter]));
  const [only, ...others] = parts;
  return only && others.length === 0 ? only : { all: parts };
}
