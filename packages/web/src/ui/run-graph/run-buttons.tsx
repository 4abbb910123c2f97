import type { Run } from '@formwright/client';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './run-buttons.module.css';
import { type RunAction, runActions, useRunAction } from './use-run-action.ts';

/** What may be done with a run as a whole: retry, withdraw, terminate. */
export function RunButtons({ run }: { run: Run }) {
  const { t } = useTranslation('canvas');
  const act = useRunAction(run);
  const words: Record<RunAction, string> = { retry: t('act.retry'), withdraw: t('act.withdraw'), terminate: t('act.terminate') };
  const actions = runActions(run);
  if (actions.length === 0) return null;
  return (
    <div className={styles.actions}>
      {actions.map((action) => (
        <Button
          key={action}
          size="small"
          danger={action === 'terminate'}
          loading={act.isPending && act.variables === action}
          onClick={() => act.mutate(action)}
        >
          {words[action]}
        </Button>
      ))}
    </div>
  );
}
