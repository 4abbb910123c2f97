import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../ui/api/api-context.tsx';
import { queryKeys } from '../../ui/api/query-keys.ts';

/** How many tasks wait for me and how many messages I have not read. */
export function useCounts(): { tasks: number; notifications: number } {
  const api = useApi();
  const tasks = useQuery({
    queryKey: [...queryKeys.tasks, 'count'],
    queryFn: ({ signal }) => api.call('tasks', { query: { box: 'todo', limit: '1' }, signal }),
  });
  const notifications = useQuery({ queryKey: queryKeys.notifications, queryFn: ({ signal }) => api.call('notifications', { signal }) });
  return { tasks: tasks.data?.counts.todo ?? 0, notifications: notifications.data?.unread ?? 0 };
}
