import type { Client } from '@formwright/client';
import type { Locale } from '@formwright/metadata';
import { queryOptions } from '@tanstack/react-query';
import { queryKeys } from '../api/query-keys.ts';
import { createAppModel } from './app-model.ts';

/** How the model of an app is fetched and kept. */
export function appModelQuery(api: Client, app: string, locale: Locale) {
  return queryOptions({
    queryKey: [...queryKeys.app(app), locale],
    queryFn: async ({ signal }) => createAppModel(await api.call('app', { params: { app }, query: { locale }, signal }), locale),
    staleTime: 300_000,
    structuralSharing: false,
  });
}
