import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../../ui/api/api-context.tsx';
import { queryKeys } from '../../../ui/api/query-keys.ts';
import { usePreferences } from '../../../ui/preferences/preferences.ts';
import { useDesign } from './design-context.tsx';

/** What the server finds in the draft: problems, whom it touches, what it does to records; asked again after every save. */
export function useDraftCheck() {
  const api = useApi();
  const app = useDesign((design) => design.app);
  const saves = useDesign((design) => design.saves);
  const locale = usePreferences((state) => state.locale);
  const { data, isFetching, error, refetch } = useQuery({
    queryKey: [...queryKeys.draft(app), 'check', locale, saves],
    queryFn: ({ signal }) => api.call('checkDraft', { params: { app }, query: { locale }, signal }),
    placeholderData: (before) => before,
    gcTime: 10_000,
  });
  return {
    problems: data?.problems ?? [],
    impact: data?.impact ?? [],
    migration: data?.migration ?? [],
    checking: isFetching,
    error,
    again: () => void refetch(),
  };
}
