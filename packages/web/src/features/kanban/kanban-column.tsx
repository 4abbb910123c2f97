import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import type { ApiRecord } from '@formwright/client';
import { andFilters, type EntityField, type ViewDoc } from '@formwright/metadata';
import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EntityModel } from '../../ui/app-model/app-model.ts';
import { ErrorNotice } from '../../ui/feedback/error-notice.tsx';
import { useFormat } from '../../ui/format/use-format.ts';
import { OptionDot } from '../../ui/option-tag/option-tag.tsx';
import { useRecordPages } from '../../ui/record-query/use-record-pages.ts';
import type { RecordQuery } from '../../ui/record-query/view-state.ts';
import { ColumnSum } from './column-sum.tsx';
import styles from './kanban.module.css';
import { KanbanCard } from './kanban-card.tsx';
import type { KanbanColumnInfo } from './kanban-columns.ts';
import type { CardMoves } from './use-card-moves.ts';
import type { ColumnFigures } from './use-column-figures.ts';

interface KanbanColumnProps {
  model: EntityModel;
  view: ViewDoc;
  query: RecordQuery;
  group: EntityField;
  column: KanbanColumnInfo;
  columns: KanbanColumnInfo[];
  figures: ColumnFigures | undefined;
  /** Cards that were just moved, until the server's answer is in the columns. */
  moved: CardMoves;
  onMove: ((record: ApiRecord, to: string | null) => void) | undefined;
  onOpen: (id: string) => void;
  onCreate: (() => void) | undefined;
}

/** One column: its figures, its cards, a way to add one. */
export function KanbanColumn(props: KanbanColumnProps) {
  const { model, view, group, column, columns, moved, onMove, onOpen, onCreate } = props;
  const { t } = useTranslation('kanban');
  const { place, over } = useDropPlace(column.value, onMove !== undefined);
  const { pages, cards } = useCards(props);
  return (
    <section ref={place} className={styles.column} data-over={over || undefined} aria-label={column.label}>
      <ColumnHead {...props} />
      <ol className={styles.cards}>
        {cards.map((record) => (
          <li key={record.id}>
            <KanbanCard
              model={model}
              view={view}
              record={record}
              waiting={moved.has(record.id)}
              targets={columns.filter(({ value }) => value !== (record[group.key] ?? null))}
              onMove={onMove ? (to) => onMove(record, to) : undefined}
              onOpen={() => onOpen(record.id)}
            />
          </li>
        ))}
        <li className={styles.cardsEnd}>
          {pages.error ? <ErrorNotice error={pages.error} onRetry={pages.retry} /> : null}
          {pages.hasMore ? (
            <Button type="text" size="small" loading={pages.loadingMore} onClick={pages.loadMore}>
              {t('more')}
            </Button>
          ) : null}
          {onCreate ? (
            <Button type="text" size="small" icon={<Plus size={14} strokeWidth={2} />} onClick={onCreate}>
              {t('create')}
            </Button>
          ) : null}
        </li>
      </ol>
    </section>
  );
}

function ColumnHead({ model, view, column, figures, onCreate }: KanbanColumnProps) {
  const { t } = useTranslation('kanban');
  const format = useFormat();
  const figure = figures?.get(column.value ?? '');
  const sumField = view.sum ? model.field(view.sum) : undefined;
  return (
    <header className={styles.columnHead}>
      <div>
        <OptionDot color={column.color} />
        <h2>{column.label}</h2>
        <span>{figures ? format.number(figure?.count ?? 0) : ''}</span>
        <i />
        {onCreate ? (
          <Button
            type="text"
            size="small"
            aria-label={t('createIn', { column: column.label })}
            icon={<Plus size={16} strokeWidth={1.75} />}
            onClick={onCreate}
          />
        ) : null}
      </div>
      {sumField && figures ? (
        <p>
          <ColumnSum field={sumField} value={figure?.sum ?? 0} />
        </p>
      ) : null}
    </header>
  );
}

function useCards({ model, view, query, group, column, moved }: KanbanColumnProps) {
  const fields = useMemo(() => {
    const shown = (view.columns ?? []).map(({ field }) => field);
    return [...new Set([model.entity.titleField.key, group.key, ...shown, ...(view.sum ? [view.sum] : [])])].filter((key) =>
      model.field(key),
    );
  }, [model, view, group]);
  const own = useMemo((): RecordQuery => {
    const mine =
      column.value === null ? ({ field: group.key, op: 'empty' } as const) : ({ field: group.key, op: 'eq', value: column.value } as const);
    return { ...query, filter: andFilters(query.filter, mine) };
  }, [query, group, column]);
  const pages = useRecordPages({ model, query: own, fields, limit: 30 });
  const cards = useMemo(() => {
    const here = pages.records.filter(({ id }) => moved.get(id) === undefined || moved.get(id)?.to === column.value);
    const known = new Set(here.map(({ id }) => id));
    const arrived = [...moved.values()]
      .filter(({ record, to }) => to === column.value && !known.has(record.id))
      .map(({ record }) => record);
    return [...arrived, ...here];
  }, [pages.records, moved, column]);
  return { pages, cards };
}

function useDropPlace(value: string | null, enabled: boolean) {
  const place = useRef<HTMLElement>(null);
  const [over, setOver] = useState(false);
  useEffect(() => {
    if (!place.current || !enabled) return;
    return dropTargetForElements({
      element: place.current,
      canDrop: ({ source }) => source.data.kind === 'kanbanCard',
      getData: () => ({ kind: 'kanbanColumn', value }),
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: () => setOver(false),
    });
  }, [value, enabled]);
  return { place, over };
}
