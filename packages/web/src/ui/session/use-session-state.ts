import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.tsx';
import { queryKeys } from '../api/query-keys.ts';
import { readSession } from './session-state.ts';

/** Where this browser stands, kept for the whole visit. */
export function useSessionState() {
  const api = useApi();
  return useQuery({
    queryKey: queryKeys.session,
    queryFn: () => readSession(api),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
}
