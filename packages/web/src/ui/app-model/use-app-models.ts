import { useQueries } from '@tanstack/react-query';
import { useApi } from '../api/api-context.tsx';
import { useApps } from '../api/use-apps.ts';
import { usePreferences } from '../preferences/preferences.ts';
import type { AppModel } from './app-model.ts';
import { appModelQuery } from './app-model-query.ts';

/** Every app I may open, as far as they have arrived. */
export function useAppModels(): AppModel[] {
  const api = useApi();
  const { apps } = useApps();
  const locale = usePreferences((state) => state.locale);
  return useQueries({
    queries: apps.map(({ key }) => appModelQuery(api, key, locale)),
    combine: (results) => results.flatMap(({ data }) => data ?? []),
  });
}
