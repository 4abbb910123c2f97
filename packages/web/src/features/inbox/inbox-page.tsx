import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { useViewport } from '../../ui/preferences/use-viewport.ts';
import { afterLeaving, neighbour, toBox } from './boxes.ts';
import styles from './inbox.module.css';
import { TaskList } from './task-list.tsx';
import { TaskPane } from './task-pane.tsx';
import { useShortcuts } from './use-shortcuts.ts';
import { useTasks } from './use-tasks.ts';

/** The inbox: boxes and tasks at the left, the open task, and its run. */
export function InboxPage() {
  const { t } = useTranslation('inbox');
  const { task: open } = useParams();
  const [params] = useSearchParams();
  const box = toBox(params.get('box'));
  const inbox = useTasks(box);
  const phone = useViewport() === 'phone';
  const navigate = useNavigate();
  const ids = inbox.tasks.map(({ id }) => id);
  const addressOf = (task: string | undefined) => `/tasks${task === undefined ? '' : `/${task}`}${box === 'todo' ? '' : `?box=${box}`}`;
  const first = ids[0];
  useEffect(() => {
    if (!phone && open === undefined && first !== undefined) void navigate(addressOf(first), { replace: true });
  });
  const move = (by: -1 | 1) => {
    const next = neighbour(ids, open, by);
    if (next !== undefined) void navigate(addressOf(next), { replace: true });
    document.querySelector(`[data-task="${next ?? ''}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  useShortcuts(
    new Map([
      ['j', () => move(1)],
      ['k', () => move(-1)],
    ]),
  );
  const decided = () => {
    if (open !== undefined && box === 'todo') void navigate(addressOf(phone ? undefined : afterLeaving(ids, open)), { replace: true });
  };
  return (
    <div className={styles.page} data-open={open !== undefined || undefined}>
      {phone && open !== undefined ? null : <TaskList box={box} inbox={inbox} open={open} addressOf={addressOf} />}
      {open === undefined ? null : (
        <TaskPane key={open} id={open} place={placeOf(ids, open)} back={addressOf(undefined)} onDecided={decided} />
      )}
      {open === undefined && !phone ? <p className={styles.nothing}>{inbox.loading ? null : t('chooseTask')}</p> : null}
    </div>
  );
}

function placeOf(ids: readonly string[], id: string): { at: number; of: number } | undefined {
  const at = ids.indexOf(id);
  return at < 0 ? undefined : { at: at + 1, of: ids.length };
}
