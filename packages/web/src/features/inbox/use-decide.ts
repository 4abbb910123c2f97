import type { ApiRecord, Task, TaskDetail } from '@formwright/client';
import { AppError } from '@formwright/metadata';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../ui/api/api-context.tsx';
import { queryKeys } from '../../ui/api/query-keys.ts';
import { tellDone, tellFailed } from '../../ui/feedback/toast.ts';

/** A decision as the person made it. */
export interface Decision {
  action: 'approve' | 'reject';
  comment: string;
  /** Fields of the record that the task lets its assignee write. */
  data: Record<string, unknown>;
}

/** Sends decisions on a task; a decision counts only for the record that was shown. */
export function useDecide(task: TaskDetail, { shown, onDone }: { shown: ApiRecord | undefined; onDone: (task: Task) => void }) {
  const api = useApi();
  const queries = useQueryClient();
  const { t } = useTranslation('inbox');
  const readAgain = () =>
    Promise.all(
      [queryKeys.tasks, ['runs'], queryKeys.records(task.app, task.entity)].map((queryKey) => queries.invalidateQueries({ queryKey })),
    );
  return useMutation({
    mutationFn: ({ action, comment, data }: Decision) =>
      api.call('actOnTask', {
        params: { id: task.id },
        idempotencyKey: crypto.randomUUID(),
        ...(shown ? { ifMatch: shown.version } : {}),
        body: { action, ...(comment === '' ? {} : { comment }), ...(Object.keys(data).length > 0 ? { data } : {}) },
      }),
    onSuccess: (answer, { action }) => {
      tellDone(action === 'approve' ? t('approved', { title: task.title }) : t('rejected', { title: task.title }));
      onDone(answer.task);
      void readAgain();
    },
    onError: (error) => {
      // The page then shows the other decision, so this one's fate is told apart from it.
      if (error instanceof AppError && error.code === 'ALREADY_DECIDED') tellFailed(error);
      if (error instanceof AppError && (error.status === 409 || error.status === 404)) void readAgain();
    },
  });
}
