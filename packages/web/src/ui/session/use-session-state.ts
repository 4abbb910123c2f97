import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.tsx';
import { sessionQuery } from './session-query.ts';

/** Where this browser stands, kept for the whole visit. */
export function useSessionState() {
  return useQuery(sessionQuery(useApi()));
}
