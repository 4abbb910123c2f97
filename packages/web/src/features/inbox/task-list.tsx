import type { TaskBox } from '@formwright/client';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorNotice } from '../../ui/feedback/error-notice.tsx';
import { SkeletonRows } from '../../ui/feedback/skeleton.tsx';
import { useViewport } from '../../ui/preferences/use-viewport.ts';
import { boxes } from './boxes.ts';
import styles from './inbox.module.css';
import { TaskRow } from './task-row.tsx';
import type { useTasks } from './use-tasks.ts';

interface TaskListProps {
  box: TaskBox;
  inbox: ReturnType<typeof useTasks>;
  open: string | undefined;
  addressOf: (task: string) => string;
}

/** The boxes with their counts, and the tasks of the one that is open. */
export function TaskList({ box, inbox, open, addressOf }: TaskListProps) {
  const { t } = useTranslation('inbox');
  const phone = useViewport() === 'phone';
  return (
    <section className={styles.listPane} aria-label={t('title')}>
      {phone ? <h1 className={styles.phoneTitle}>{t('title')}</h1> : null}
      <nav className={styles.tabs}>
        {boxes.map((one) => (
          <Link
            key={one}
            to={one === 'todo' ? '/tasks' : `/tasks?box=${one}`}
            className={styles.tab}
            aria-current={one === box ? 'page' : undefined}
          >
            {t(`box.${one}`)}
            {inbox.counts ? <small>{inbox.counts[one]}</small> : null}
          </Link>
        ))}
      </nav>
      <div className={styles.rows}>
        {inbox.error ? <ErrorNotice error={inbox.error} onRetry={inbox.retry} /> : null}
        {inbox.loading ? <SkeletonRows rows={6} height={80} /> : null}
        {!inbox.loading && !inbox.error && inbox.tasks.length === 0 ? (
          <EmptyState title={t(`empty.${box}`)} hint={t(`emptyHint.${box}`)} />
        ) : null}
        {inbox.tasks.map((task) => (
          <TaskRow key={task.id} task={task} open={task.id === open} to={addressOf(task.id)} />
        ))}
        {inbox.more ? (
          <Button type="text" block loading={inbox.loadingMore} onClick={inbox.more}>
            {t('more')}
          </Button>
        ) : null}
      </div>
      <p className={styles.keys} aria-hidden="true">
        <kbd>J</kbd>
        <kbd>K</kbd>
        {t('keys.move')}
        <kbd>A</kbd>
        {t('keys.approve')}
        <kbd>R</kbd>
        {t('keys.reject')}
      </p>
    </section>
  );
}
