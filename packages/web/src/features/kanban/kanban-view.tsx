import type { EntityField } from '@formwright/metadata';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { useFormat } from '../../ui/format/use-format.ts';
import type { ViewProps } from '../../ui/record-query/view-props.ts';
import { ColumnSum } from './column-sum.tsx';
import styles from './kanban.module.css';
import { KanbanColumn } from './kanban-column.tsx';
import { kanbanColumns } from './kanban-columns.ts';
import { useCardDrops } from './use-card-drops.ts';
import { useCardMoves } from './use-card-moves.ts';
import { type ColumnFigures, useColumnFigures } from './use-column-figures.ts';

/** Records as cards in columns by a choice field; dragged, or moved by a menu. */
export function KanbanView({ model, state, query, change }: ViewProps) {
  const { t } = useTranslation('kanban');
  const { view } = state;
  const group = view.group ? model.field(view.group) : undefined;
  const columns = useMemo(() => (group ? kanbanColumns(group, t('noValue')) : []), [group, t]);
  const sum = view.sum ? model.field(view.sum) : undefined;
  const figures = useColumnFigures({ model, query, group: group?.key, sum: sum?.key });
  const { moved, move } = useCardMoves(model, group?.key);
  const mayMove = group !== undefined && model.can('update') && model.canWrite(group.key);
  useCardDrops({ enabled: mayMove, onDrop: (record, to) => void move(record, to) });
  const hasValueless = (figures?.get('')?.count ?? 0) > 0 || [...moved.values()].some(({ to }) => to === null);
  const shown = columns.filter(({ value }) => value !== null || hasValueless);
  if (!group) return <EmptyState title={t('noGroup')} />;
  return (
    <>
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
      <KanbanFoot figures={figures} sum={sum} />
    </>
  );
}

/** How many cards there are in all, and their sum. */
function KanbanFoot({ figures, sum }: { figures: ColumnFigures | undefined; sum: EntityField | undefined }) {
  const { t } = useTranslation('kanban');
  const format = useFormat();
  const all = [...(figures?.values() ?? [])];
  const count = all.reduce((total, column) => total + column.count, 0);
  return (
    <div className={styles.foot}>
      {figures ? <span>{t('total', { count, shown: format.number(count) })}</span> : null}
      {figures && sum ? (
        <span>
          {t('sum', { field: sum.title })} <ColumnSum field={sum} value={all.reduce((total, column) => total + (column.sum ?? 0), 0)} />
        </span>
      ) : null}
    </div>
  );
}
