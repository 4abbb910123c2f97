import type { Task } from '@formwright/client';
import { Clock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Avatar } from '../../ui/avatar/avatar.tsx';
import { useFormat } from '../../ui/format/use-format.ts';
import styles from './inbox.module.css';
import { SummaryText } from './summary-text.tsx';

/** One task in the list: workflow, record, who asks, and what matters. */
export function TaskRow({ task, open, to }: { task: Task; open: boolean; to: string }) {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  const when = task.state === 'closed' && task.closedAt ? task.closedAt : task.openedAt;
  return (
    <Link to={to} className={styles.row} aria-current={open ? 'true' : undefined} data-task={task.id}>
      <span className={styles.rowTop}>
        <span className={styles.rowFlow}>{task.workflowTitle}</span>
        <time dateTime={when}>{format.moment(when)}</time>
      </span>
      <strong className={styles.rowTitle}>{task.title}</strong>
      <span className={styles.rowFoot}>
        <Avatar name={task.initiator.name} id={task.initiator.id} size={16} />
        <span>{task.initiator.name}</span>
        <SummaryText task={task} />
        {task.dueAt ? (
          <span className={styles.due} data-late={Date.parse(task.dueAt) < Date.now() || undefined}>
            <Clock size={12} strokeWidth={2} aria-hidden /> {format.moment(task.dueAt)}
          </span>
        ) : null}
        {task.outcome ? (
          <span className={styles.outcome}>{task.outcome.action === 'reject' ? t('outcome.rejected') : t('outcome.approved')}</span>
        ) : null}
      </span>
    </Link>
  );
}
