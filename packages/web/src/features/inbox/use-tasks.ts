import type { TaskBox } from '@formwright/client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useApi } from '../../ui/api/api-context.tsx';
import { queryKeys } from '../../ui/api/query-keys.ts';

/** The tasks of one box, newest first, page by page; kept fresh by the live connection. */
export function useTasks(box: TaskBox) {
  const api = useApi();
  const query = useInfiniteQuery({
    queryKey: [...queryKeys.tasks, 'box', box],
    queryFn: ({ pageParam, signal }) =>
      api.call('tasks', { query: { box, limit: '50', ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    placeholderData: undefined,
  });
  return {
    tasks: query.data?.pages.flatMap((page) => page.tasks) ?? [],
    counts: query.data?.pages[0]?.counts,
    loading: query.isPending,
    error: query.error,
    retry: () => void query.refetch(),
    more: query.hasNextPage ? () => void query.fetchNextPage() : undefined,
    loadingMore: query.isFetchingNextPage,
  };
}
