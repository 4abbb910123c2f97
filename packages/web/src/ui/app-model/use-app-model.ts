import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.tsx';
import { queryKeys } from '../api/query-keys.ts';
import { usePreferences } from '../preferences/preferences.ts';
import { type AppModel, createAppModel } from './app-model.ts';

/** A published app in my language; undefined while it loads. */
export function useAppModel(app: string | undefined): { model: AppModel | undefined; error: unknown; retry: () => void } {
  const api = useApi();
  const locale = usePreferences((state) => state.locale);
  const query = useQuery({
    queryKey: [...queryKeys.app(app ?? ''), locale],
    queryFn: async ({ signal }) => createAppModel(await api.call('app', { params: { app: app ?? '' }, query: { locale }, signal })),
    enabled: app !== undefined,
    staleTime: 300_000,
    structuralSharing: false,
  });
  return { model: query.data, error: query.error, retry: () => void query.refetch() };
}
