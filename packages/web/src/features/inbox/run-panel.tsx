import type { Run, TaskDetail } from '@formwright/client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { useViewport } from '../../ui/preferences/use-viewport.ts';
import { RunButtons } from '../../ui/run-graph/run-buttons.tsx';
import { RunGraph } from '../../ui/run-graph/run-graph.tsx';
import { RunList } from '../../ui/run-graph/run-list.tsx';
import styles from './inbox.module.css';

/** The run around a task: its state, its graph, what was said, and what may be done with it. */
export function RunPanel({ task }: { task: TaskDetail }) {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  const phone = useViewport() === 'phone';
  const run = task.runDetail;
  const took = format.span(run.startedAt, run.endedAt);
  return (
    <section className={styles.run}>
      <h2>
        {t('run.title')}
        <small>{run.endedAt ? t('run.took', { span: took }) : t('run.since', { span: took })}</small>
      </h2>
      <p className={styles.runStatus} data-status={run.status}>
        {t(`run.status.${statusOf(run)}`)}
      </p>
      {phone ? <RunList run={run} /> : <RunGraph run={run} />}
      <Comments run={run} />
      <RunButtons run={run} />
    </section>
  );
}

function statusOf(run: Run) {
  return run.status;
}

function Comments({ run }: { run: Run }) {
  const format = useFormat();
  const said = run.trace.filter((line) => line.comment && line.by);
  if (said.length === 0) return null;
  return (
    <ul className={styles.comments}>
      {said.map((line) => (
        <li key={`${line.at}-${line.node}`}>
          <strong>{line.by?.name}</strong> <time dateTime={line.at}>{format.moment(line.at)}</time>
          <p>{line.comment}</p>
        </li>
      ))}
    </ul>
  );
}
