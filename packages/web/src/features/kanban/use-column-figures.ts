import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../ui/api/api-context.tsx';
import { queryKeys } from '../../ui/api/query-keys.ts';
import type { EntityModel } from '../../ui/app-model/app-model.ts';
import type { RecordQuery } from '../../ui/record-query/view-state.ts';

/** Count and sum of each column by its value; the empty text for records without one. */
export type ColumnFigures = ReadonlyMap<string, { count: number; sum: number | undefined }>;

/** The figures above the columns, over everything that matches. */
export function useColumnFigures({
  model,
  query,
  group,
  sum,
}: {
  model: EntityModel;
  query: RecordQuery;
  group: string | undefined;
  sum: string | undefined;
}): ColumnFigures | undefined {
  const api = useApi();
  const { view, filter, search } = query;
  const { data } = useQuery({
    queryKey: [...queryKeys.records(model.app, model.key), 'aggregate', 'kanban', { group, sum, view, filter, search }],
    queryFn: ({ signal }) =>
      api.call('aggregate', {
        params: { app: model.app, entity: model.key },
        body: {
          groups: [{ field: group ?? '' }],
          measures: [{ op: 'count', as: 'columnCount' }, ...(sum ? [{ op: 'sum', field: sum, as: 'columnSum' }] : [])],
          limit: 200,
          ...(view ? { view } : {}),
          ...(filter ? { filter } : {}),
          ...(search ? { search } : {}),
        },
        signal,
      }),
    enabled: group !== undefined,
  });
  if (!data || !group) return undefined;
  return new Map(
    data.rows.map((row) => [
      String(row[group] ?? ''),
      { count: Number(row.columnCount ?? 0), sum: typeof row.columnSum === 'number' ? row.columnSum : undefined },
    ]),
  );
}
