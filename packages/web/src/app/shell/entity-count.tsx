import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../ui/api/api-context.tsx';
import { queryKeys } from '../../ui/api/query-keys.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { useEntityChanges } from '../../ui/live/live-context.tsx';
import styles from './sider.module.css';

/** How many records of an entity I may see; live. */
export function EntityCount({ app, entity }: { app: string; entity: string }) {
  const api = useApi();
  const queries = useQueryClient();
  const format = useFormat();
  const queryKey = [...queryKeys.records(app, entity), 'count'];
  const { data } = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.call('query', { params: { app, entity }, body: { limit: 1, fields: [], count: true }, signal }),
    staleTime: 60_000,
  });
  const again = () => void queries.invalidateQueries({ queryKey });
  useEntityChanges(app, entity, { onChange: again, onReload: again });
  return data?.count === undefined ? null : <span className={styles.count}>{format.number(data.count)}</span>;
}
