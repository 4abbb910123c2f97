import type { ApiRecord } from '@formwright/client';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { tellFailed } from '../../ui/feedback/toast.ts';
import { useRecordWrites } from '../../ui/record-query/use-record-writes.ts';
import type { ViewProps } from '../../ui/record-query/view-props.ts';
import styles from './kanban.module.css';
import { KanbanColumn } from './kanban-column.tsx';
import { kanbanColumns } from './kanban-columns.ts';
import { useCardDrops } from './use-card-drops.ts';
import { useColumnFigures } from './use-column-figures.ts';

/** Records as cards in columns by a choice field; dragged, or moved by a menu. */
export function KanbanView({ model, state, query, change }: ViewProps) {
  const { t } = useTranslation('kanban');
  const { view } = state;
  const group = view.group ? model.field(view.group) : undefined;
  const columns = useMemo(() => (group ? kanbanColumns(group, t('noValue')) : []), [group, t]);
  const figures = useColumnFigures({ model, query, group: group?.key, sum: view.sum && model.field(view.sum) ? view.sum : undefined });
  const writes = useRecordWrites(model);
  const [moved, setMoved] = useState<ReadonlyMap<string, { record: ApiRecord; to: string | null }>>(new Map());
  const mayMove = group !== undefined && model.can('update') && model.canWrite(group.key);
  const move = async (record: ApiRecord, to: string | null) => {
    if (!group || (record[group.key] ?? null) === to) return;
    setMoved((now) => new Map(now).set(record.id, { record: { ...record, [group.key]: to }, to }));
    try {
      await writes.update(record.id, { [group.key]: to }, record.version);
      writes.refresh();
    } catch (error) {
      setMoved((now) => without(now, record.id));
      tellFailed(error);
    }
  };
  useCardDrops({ enabled: mayMove, onDrop: (record, to) => void move(record, to) });
  useEffect(() => {
    if (moved.size === 0) return;
    const timer = setTimeout(() => setMoved(new Map()), 2500);
    return () => clearTimeout(timer);
  }, [moved]);
  const hasValueless = (figures?.get('')?.count ?? 0) > 0 || [...moved.values()].some(({ to }) => to === null);
  const shown = columns.filter(({ value }) => value !== null || hasValueless);
  if (!group) return <EmptyState title={t('noGroup')} />;
  return (
    <div className={styles.board}>
      {shown.map((column) => (
        <KanbanColumn
          key={column.value ?? ''}
          model={model}
          view={view}
          query={query}
          group={group}
          column={column}
          columns={columns}
          figures={figures}
          moved={moved}
          onMove={mayMove ? (record, to) => void move(record, to) : undefined}
          onOpen={(record) => change({ record, creating: undefined })}
          onCreate={
            model.can('create')
              ? () => change({ creating: column.value === null ? {} : { [group.key]: column.value }, record: undefined })
              : undefined
          }
        />
      ))}
    </div>
  );
}

function without<T>(map: ReadonlyMap<string, T>, key: string): ReadonlyMap<string, T> {
  const rest = new Map(map);
  rest.delete(key);
  return rest;
}
