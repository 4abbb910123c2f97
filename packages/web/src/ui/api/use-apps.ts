import type { AppSummary } from '@formwright/client';
import { useQuery } from '@tanstack/react-query';
import { usePreferences } from '../preferences/preferences.ts';
import { useApi } from './api-context.tsx';
import { queryKeys } from './query-keys.ts';

const none: AppSummary[] = [];

/** The apps I may open, in my language. */
export function useApps(): { apps: AppSummary[]; loaded: boolean } {
  const api = useApi();
  const locale = usePreferences((state) => state.locale);
  const { data, isSuccess } = useQuery({
    queryKey: [...queryKeys.apps, locale],
    queryFn: ({ signal }) => api.call('apps', { query: { locale }, signal }),
  });
  return { apps: data?.apps ?? none, loaded: isSuccess };
}
