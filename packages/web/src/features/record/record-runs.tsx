import type { ApiRecord, Run } from '@formwright/client';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../ui/api/api-context.tsx';
import { queryKeys } from '../../ui/api/query-keys.ts';
import type { EntityModel } from '../../ui/app-model/app-model.ts';
import { Person } from '../../ui/avatar/avatar.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorNotice } from '../../ui/feedback/error-notice.tsx';
import { useFormat } from '../../ui/format/use-format.ts';
import { OptionTag } from '../../ui/option-tag/option-tag.tsx';
import styles from './record.module.css';
import { runColor } from './run-color.ts';

const RunButtons = lazy(() => import('../../ui/run-graph/run-buttons.tsx').then((module) => ({ default: module.RunButtons })));
const RunGraph = lazy(() => import('../../ui/run-graph/run-graph.tsx').then((module) => ({ default: module.RunGraph })));

/** The runs about a record, the newest drawn. */
export function RecordRuns({ model, record }: { model: EntityModel; record: ApiRecord }) {
  const { t } = useTranslation('record');
  const api = useApi();
  const [open, setOpen] = useState<string>();
  const { data, error } = useQuery({
    queryKey: queryKeys.recordRuns(model.app, model.key, record.id),
    queryFn: ({ signal }) => api.call('recordRuns', { params: { app: model.app, entity: model.key, id: record.id }, signal }),
  });
  if (error) return <ErrorNotice error={error} />;
  const runs = data?.runs ?? [];
  if (data && runs.length === 0) return <EmptyState title={t('noRuns')} />;
  const shown = open ?? runs[0]?.id;
  return (
    <ul className={styles.runs}>
      {runs.map((run) => (
        <li key={run.id}>
          <button
            type="button"
            className={styles.run}
            aria-expanded={run.id === shown}
            onClick={() => setOpen(run.id === shown ? '' : run.id)}
          >
            <RunLine run={run} />
          </button>
          {run.id === shown ? (
            <Suspense fallback={null}>
              <RunGraph run={run} />
              <RunButtons run={run} />
            </Suspense>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function RunLine({ run }: { run: Run }) {
  const { t } = useTranslation('record');
  const format = useFormat();
  const waiting = run.tasks.filter(({ state }) => state === 'open').map(({ assignee }) => assignee.name);
  return (
    <>
      <span className={styles.runTitle}>
        <b>{run.workflowTitle}</b>
        <OptionTag small color={runColor(run.status)} label={t(`run.${run.status}`)} />
      </span>
      <span className={styles.runMeta}>
        <Person name={run.initiator.name} id={run.initiator.id} size={18} />
        {format.moment(run.startedAt)}
        {waiting.length > 0 ? t('waitingFor', { names: waiting.join(t('nameSeparator')) }) : null}
      </span>
    </>
  );
}
