import { useQuery } from '@tanstack/react-query';
import { ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useApi } from '../../ui/api/api-context.tsx';
import { queryKeys } from '../../ui/api/query-keys.ts';
import { Person } from '../../ui/avatar/avatar.tsx';
import { useFormat } from '../../ui/format/use-format.ts';
import { OptionTag } from '../../ui/option-tag/option-tag.tsx';
import styles from './workbench.module.css';

/** The first tasks that wait for me. */
export function MyTasks() {
  const { t } = useTranslation('workbench');
  const format = useFormat();
  const api = useApi();
  const { data } = useQuery({
    queryKey: [...queryKeys.tasks, 'workbench'],
    queryFn: ({ signal }) => api.call('tasks', { query: { box: 'todo', limit: '5' }, signal }),
  });
  return (
    <section className={styles.section}>
      <header>
        <h2>{t('tasks.title')}</h2>
        <span>{data?.counts.todo || ''}</span>
        <i />
        <Link to="/tasks">
          {t('tasks.all')}
          <ChevronRight size={14} strokeWidth={2} aria-hidden />
        </Link>
      </header>
      {data?.tasks.length === 0 ? <p className={styles.none}>{t('tasks.none')}</p> : null}
      <ul>
        {data?.tasks.map((task) => (
          <li key={task.id}>
            <Link to={`/tasks/${task.id}`} className={styles.row}>
              <OptionTag small color="orange" label={task.workflowTitle} />
              <span className={styles.title}>{task.title}</span>
              <Person name={task.initiator.name} id={task.initiator.id} />
              <time dateTime={task.openedAt}>{format.moment(task.openedAt)}</time>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
