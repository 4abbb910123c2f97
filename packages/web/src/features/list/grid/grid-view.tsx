import { Button } from 'antd';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/feedback/empty-state.tsx';
import { ErrorNotice } from '../../../ui/feedback/error-notice.tsx';
import { SkeletonRows } from '../../../ui/feedback/skeleton.tsx';
import { useViewport } from '../../../ui/preferences/use-viewport.ts';
import { useRecordSequence } from '../../../ui/record-query/record-sequence.ts';
import { useRecordPages } from '../../../ui/record-query/use-record-pages.ts';
import type { ViewProps } from '../../../ui/record-query/view-props.ts';
import { gridColumns } from './grid-columns.ts';
import { RecordCards } from './record-cards.tsx';
import { RecordGrid } from './record-grid.tsx';
import { useGroupRows } from './use-group-rows.ts';

/** Records as a grid; as cards on a phone. */
export function GridView(props: ViewProps) {
  const { model, state, query, change } = props;
  const phone = useViewport() === 'phone';
  const columns = useMemo(() => gridColumns(model, state.view), [model, state.view]);
  const fields = useMemo(
    () => [
      ...new Set([...columns.map(({ key }) => key), ...(state.view.group && model.field(state.view.group) ? [state.view.group] : [])]),
    ],
    [columns, state.view, model],
  );
  const { grouped, rowQuery } = useGroupRows({ model, query, columns, group: phone ? undefined : state.view.group });
  const pages = useRecordPages({ model, query: rowQuery, fields });
  useEffect(() => {
    useRecordSequence.setState({
      sequence: { app: model.app, entity: model.key, ids: pages.records.map(({ id }) => id), count: pages.count },
    });
  }, [model, pages.records, pages.count]);
  if (pages.error && pages.records.length === 0) return <ErrorNotice error={pages.error} onRetry={pages.retry} />;
  if (pages.loading) return <SkeletonRows rows={14} />;
  if (pages.records.length === 0 && (grouped?.groups ?? []).length === 0) return <Nothing {...props} />;
  const open = (record: string) => change({ record, creating: undefined });
  if (phone) return <RecordCards model={model} columns={columns} pages={pages} onOpen={open} />;
  return (
    <RecordGrid model={model} columns={columns} pages={pages} grouped={grouped} query={query} state={state} change={change} onOpen={open} />
  );
}

/** Nothing to show: because of the filter, or because nothing is there yet. */
function Nothing({ model, state, change }: ViewProps) {
  const { t } = useTranslation('list');
  const entity = model.entity.title;
  if (state.filter || state.search) {
    return (
      <EmptyState
        title={state.search ? t('noMatchSearch', { search: state.search }) : t('noMatchFilter', { entity })}
        actions={<Button onClick={() => change({ filter: undefined, search: '' }, true)}>{t('clear')}</Button>}
      />
    );
  }
  return (
    <EmptyState
      title={state.view.filter ? t('emptyView', { view: state.view.title, entity }) : t('empty', { entity })}
      {...(model.can('create') ? { hint: t('emptyHint', { entity }) } : {})}
      actions={
        model.can('create') ? (
          <Button type="primary" onClick={() => change({ creating: {} })}>
            {t('create', { entity })}
          </Button>
        ) : null
      }
    />
  );
}
