import type { Run } from '@formwright/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '../api/api-context.tsx';
import { queryKeys } from '../api/query-keys.ts';
import { tellDone, tellFailed } from '../feedback/toast.ts';

/** What initiators and admins do with a run as a whole. */
export type RunAction = 'withdraw' | 'terminate' | 'retry';

/** The acts that this person may do on a run now. */
export function runActions(run: Run): RunAction[] {
  return (['retry', 'withdraw', 'terminate'] as const).filter((action) => run.actions.includes(action));
}

/** Withdraws, terminates or retries a run. */
export function useRunAction(run: Run) {
  const api = useApi();
  const queries = useQueryClient();
  const { t } = useTranslation('canvas');
  const words: Record<RunAction, string> = { withdraw: t('act.withdrawn'), terminate: t('act.terminated'), retry: t('act.retried') };
  return useMutation({
    mutationFn: (action: RunAction) =>
      api.call('actOnRun', { params: { id: run.id }, idempotencyKey: crypto.randomUUID(), body: { action } }),
    onSuccess: (_answer, action) => tellDone(words[action]),
    onError: tellFailed,
    onSettled: () => Promise.all([queryKeys.tasks, ['runs']].map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
}
