import { useQueries } from '@tanstack/react-query';
import { useApi } from '../api/api-context.tsx';
import { queryKeys } from '../api/query-keys.ts';
import { useApps } from '../api/use-apps.ts';
import { type AppModel, createAppModel } from './app-model.ts';
import { usePreferences } from '../preferences/preferences.ts';

/** Every app I may open, as far as they have arrived. */
export function useAppModels(): AppModel[] {
  const api = useApi();
  const { apps } = useApps();
  const locale = usePreferences((state) => state.locale);
  return useQueries({
    queries: apps.map(({ key }) => ({
      queryKey: [...queryKeys.app(key), locale],
      queryFn: async ({ signal }: { signal: AbortSignal }) => createAppModel(await api.call('app', { params: { app: key }, query: { locale }, signal })),
      staleTime: 300_000,
      structuralSharing: false as const,
    })),
    combine: (results) => results.flatMap(({ data }) => data ?? []),
  });
}
