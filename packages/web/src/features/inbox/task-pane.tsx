import type { TaskDetail } from '@formwright/client';
import { AppError } from '@formwright/metadata';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorNotice } from '../../ui/feedback/error-notice.tsx';
import { SkeletonRows } from '../../ui/feedback/skeleton.tsx';
import { useViewport } from '../../ui/preferences/use-viewport.ts';
import { ChangedWarning } from './changed-warning.tsx';
import { DecisionBar } from './decision-bar.tsx';
import styles from './inbox.module.css';
import { RunPanel } from './run-panel.tsx';
import { TaskFacts } from './task-facts.tsx';
import { TaskHead } from './task-head.tsx';
import { useDecide } from './use-decide.ts';
import { useDraftDecision } from './use-draft-decision.ts';
import { useShownRecord, useTask } from './use-task.ts';

interface TaskPaneProps {
  id: string;
  place: { at: number; of: number } | undefined;
  /** Address of the list. */
  back: string;
  onDecided: () => void;
}

/** One task: what it is about, the decision, and the run around it. */
export function TaskPane({ id, place, back, onDecided }: TaskPaneProps) {
  const { task, error, retry } = useTask(id);
  if (!task && error) return <Gone error={error} onRetry={retry} back={back} />;
  if (!task) {
    return (
      <div className={styles.detail}>
        <SkeletonRows rows={6} height={44} />
      </div>
    );
  }
  return <OpenTask task={task} place={place} back={back} onDecided={onDecided} />;
}

function Gone({ error, onRetry, back }: { error: unknown; onRetry: () => void; back: string }) {
  const { t } = useTranslation('inbox');
  const navigate = useNavigate();
  const gone = error instanceof AppError && error.status === 404;
  return (
    <div className={styles.detail}>
      {gone ? (
        <EmptyState
          title={t('gone.title')}
          hint={t('gone.hint')}
          actions={<Button onClick={() => void navigate(back)}>{t('gone.back')}</Button>}
        />
      ) : (
        <ErrorNotice error={error} onRetry={onRetry} />
      )}
    </div>
  );
}

function OpenTask({ task, place, back, onDecided }: { task: TaskDetail } & Omit<TaskPaneProps, 'id'>) {
  const viewport = useViewport();
  const { shown, seen } = useShownRecord(task);
  const draft = useDraftDecision();
  const decide = useDecide(task, { shown, onDone: onDecided });
  const beside = viewport === 'wide';
  return (
    <>
      <article className={styles.detail}>
        <TaskHead task={task} place={place} back={back} />
        <div className={styles.scroll}>
          {shown ? <ChangedWarning task={task} shown={shown} onSeen={seen} /> : null}
          <TaskFacts task={task} draft={draft} />
          {beside ? null : <RunPanel task={task} />}
        </div>
        <DecisionBar task={task} draft={draft} decide={decide} />
      </article>
      {beside ? (
        <aside className={styles.side}>
          <RunPanel task={task} />
        </aside>
      ) : null}
    </>
  );
}
