import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../ui/api/api-context.tsx';
import { queryKeys } from '../../ui/api/query-keys.ts';
import type { EntityModel } from '../../ui/app-model/app-model.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import type { RecordQuery } from '../../ui/record-query/view-state.ts';

/** How many records match what is shown. */
export function EntityCount({ model, query }: { model: EntityModel; query: RecordQuery }) {
  const api = useApi();
  const format = useFormat();
  const { view, filter, search } = query;
  const { data } = useQuery({
    queryKey: [...queryKeys.records(model.app, model.key), 'aggregate', 'count', { view, filter, search }],
    queryFn: ({ signal }) =>
      api.call('query', {
        params: { app: model.app, entity: model.key },
        body: {
          limit: 1,
          fields: [],
          count: true,
          ...(view ? { view } : {}),
          ...(filter ? { filter } : {}),
          ...(search ? { search } : {}),
        },
        signal,
      }),
  });
  return data?.count === undefined ? null : format.number(data.count);
}
