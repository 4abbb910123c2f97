import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.tsx';
import { queryKeys } from '../api/query-keys.ts';
import { usePreferences } from '../preferences/preferences.ts';
import { readSession } from './session-state.ts';

/** Where this browser stands, kept for the whole visit. */
export function useSessionState() {
  const api = useApi();
  const followUser = usePreferences((state) => state.followUser);
  return useQuery({
    queryKey: queryKeys.session,
    queryFn: async () => {
      const session = await readSession(api);
      if ('user' in session) followUser(session.user.locale);
      return session;
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
}
