import type { ApiRecord, TaskDetail } from '@formwright/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../ui/api/api-context.tsx';
import { queryKeys } from '../../ui/api/query-keys.ts';
import { useEntityChanges } from '../../ui/live/live-context.tsx';

/** One task; undefined while it loads. */
export function useTask(id: string) {
  const api = useApi();
  const { data, error, refetch } = useQuery({
    queryKey: queryKeys.task(id),
    queryFn: ({ signal }) => api.call('task', { params: { id }, signal }),
    staleTime: 0,
  });
  return { task: data, error, retry: () => void refetch() };
}

/** The record as the person saw it when the task was opened, until they say that they saw what changed since. */
export function useShownRecord(task: TaskDetail): { shown: ApiRecord | undefined; seen: () => void } {
  const subject = task.subject ?? undefined;
  const [shown, setShown] = useState(subject);
  const queries = useQueryClient();
  const again = () => void queries.invalidateQueries({ queryKey: queryKeys.task(task.id) });
  useEntityChanges(task.app, task.entity, {
    onChange: (change) => {
      if (change.id === task.record) again();
    },
    onReload: again,
  });
  return { shown: shown ?? subject, seen: () => setShown(subject) };
}
