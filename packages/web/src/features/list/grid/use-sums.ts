import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../../ui/api/api-context.tsx';
import { queryKeys } from '../../../ui/api/query-keys.ts';
import type { EntityModel } from '../../../ui/app-model/app-model.ts';
import type { RecordQuery } from '../../../ui/record-query/view-state.ts';
import { type GridColumn, sumMeasures } from './grid-columns.ts';

/** The figures at the foot of a grid, over everything that matches. */
export function useSums(model: EntityModel, query: RecordQuery, columns: readonly GridColumn[]): ReadonlyMap<string, unknown> {
  const api = useApi();
  const measures = sumMeasures(columns);
  const { view, filter, search } = query;
  const { data } = useQuery({
    queryKey: [...queryKeys.records(model.app, model.key), 'aggregate', 'sums', { measures, view, filter, search }],
    queryFn: ({ signal }) =>
      api.call('aggregate', {
        params: { app: model.app, entity: model.key },
        body: { measures, ...(view ? { view } : {}), ...(filter ? { filter } : {}), ...(search ? { search } : {}) },
        signal,
      }),
    enabled: measures.length > 0,
  });
  return new Map(Object.entries(data?.rows[0] ?? {}));
}
