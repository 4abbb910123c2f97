import { AppError } from '@formwright/metadata';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { queryKeys } from './query-keys.ts';

const signedOut = new Set(['NOT_SIGNED_IN', 'SESSION_EXPIRED']);
const sessionMoved = new Set(['MUST_CHANGE_PASSWORD', 'SETUP_NEEDED']);

/** The store of server answers: repeats what may succeed later, and notices when the session has ended. */
export function createQueryClient(): QueryClient {
  const onError = (error: unknown) => {
    if (!(error instanceof AppError)) return;
    if (signedOut.has(error.code)) client.setQueryData(queryKeys.session, { state: 'signedOut' });
    if (sessionMoved.has(error.code)) void client.invalidateQueries({ queryKey: queryKeys.session });
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { staleTime: 30_000, refetchOnWindowFocus: false, retry: (count, error) => count < 2 && mayPass(error) },
    },
  });
  return client;
}

function mayPass(error: unknown): boolean {
  return error instanceof AppError ? error.status >= 503 : true;
}
