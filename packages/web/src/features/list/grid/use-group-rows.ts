import { andFilters, type Filter } from '@formwright/metadata';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useApi } from '../../../ui/api/api-context.tsx';
import { queryKeys } from '../../../ui/api/query-keys.ts';
import type { EntityModel } from '../../../ui/app-model/app-model.ts';
import type { RecordQuery } from '../../../ui/record-query/view-state.ts';
import type { GridColumn } from './grid-columns.ts';
import { sumMeasures } from './grid-columns.ts';
import { type GroupRow, groupKey } from './grid-rows.ts';

/** The groups of a grid, which of them are folded, and the question that leaves the folded ones out. */
export interface Grouped {
  field: string;
  groups: GroupRow[] | undefined;
  collapsed: ReadonlySet<string>;
  toggle: (value: unknown) => void;
}

const none: GroupRow[] = [];

/** Groups a grid by the field its view names; undefined for a plain one. */
export function useGroupRows({
  model,
  query,
  columns,
  group,
}: {
  model: EntityModel;
  query: RecordQuery;
  columns: readonly GridColumn[];
  group: string | undefined;
}): { grouped: Grouped | undefined; rowQuery: RecordQuery } {
  const api = useApi();
  const field = group && model.field(group) ? group : undefined;
  const [folded, setFolded] = useState<ReadonlyMap<string, unknown>>(new Map());
  const { view, filter, search } = query;
  const { data } = useQuery({
    queryKey: [...queryKeys.records(model.app, model.key), 'aggregate', 'groups', { field, view, filter, search }],
    queryFn: ({ signal }) =>
      api.call('aggregate', {
        params: { app: model.app, entity: model.key },
        body: {
          groups: [{ field: field ?? '' }],
          measures: [{ op: 'count', as: 'groupCount' }, ...sumMeasures(columns)],
          sort: [{ field: field ?? '', dir: 'asc' }],
          limit: 200,
          ...(view ? { view } : {}),
          ...(filter ? { filter } : {}),
          ...(search ? { search } : {}),
        },
        signal,
      }),
    enabled: field !== undefined,
  });
  const groups = useMemo(() => data?.rows.map((row) => toGroup(row, field ?? '')) ?? (data ? none : undefined), [data, field]);
  const rowQuery = useMemo((): RecordQuery => {
    if (!field) return query;
    const sort = [{ field, dir: 'asc' as const }, ...query.sort.filter((each) => each.field !== field)].slice(0, 3);
    return { ...query, sort, filter: withoutFolded(query.filter, field, folded) };
  }, [field, query, folded]);
  if (!field) return { grouped: undefined, rowQuery };
  const toggle = (value: unknown) => {
    const next = new Map(folded);
    if (!next.delete(groupKey(value))) next.set(groupKey(value), value);
    setFolded(next);
  };
  return { grouped: { field, groups, collapsed: new Set(folded.keys()), toggle }, rowQuery };
}

function toGroup(row: Record<string, unknown>, field: string): GroupRow {
  const { groupCount, ...rest } = row;
  return {
    value: Object.hasOwn(row, field) ? row[field] : undefined,
    count: Number(groupCount ?? 0),
    figures: new Map(Object.entries(rest)),
  };
}

function withoutFolded(filter: Filter | undefined, field: string, folded: ReadonlyMap<string, unknown>): Filter | undefined {
  if (folded.size === 0) return filter;
  const values = [...folded.values()].filter((value) => value !== null && value !== undefined);
  const parts: Filter[] = [];
  if (values.length > 0)
    parts.push({
      any: [
        { field, op: 'nin', value: values },
        { field, op: 'empty' },
      ],
    });
  if (values.length < folded.size) parts.push({ field, op: 'notEmpty' });
  return andFilters(filter, ...parts);
}
