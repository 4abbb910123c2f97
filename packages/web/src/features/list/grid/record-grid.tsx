// biome-ignore-all lint/a11y/useSemanticElements: an ARIA grid over virtual rows cannot be made of table elements
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active cell (aria-activedescendant)
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordPages } from '../../../ui/record-query/use-record-pages.ts';
import type { ViewProps } from '../../../ui/record-query/view-props.ts';
import { BulkBar } from './bulk-bar.tsx';
import type { GridColumn } from './grid-columns.ts';
import { GridFoot } from './grid-foot.tsx';
import { GridHead } from './grid-head.tsx';
import { GridGroupRow, GridRecordRow } from './grid-row.tsx';
import { groupedLines, plainLines } from './grid-rows.ts';
import styles from './record-grid.module.css';
import { useGridKeys } from './use-grid-keys.ts';
import { useGridTable } from './use-grid-table.ts';
import type { Grouped } from './use-group-rows.ts';

const rowHeight = 36;

interface RecordGridProps extends ViewProps {
  columns: GridColumn[];
  pages: RecordPages;
  grouped: Grouped | undefined;
  onOpen: (id: string) => void;
}

/** Records in rows and columns, as an ARIA grid: moved through by keyboard, edited in place, loaded while one scrolls. */
export function RecordGrid({ model, columns, pages, grouped, query, state, change, onOpen }: RecordGridProps) {
  const { t } = useTranslation('list');
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const table = useGridTable(columns, pages.records);
  const lines = useMemo(
    () =>
      grouped
        ? groupedLines({ ...grouped, groups: grouped.groups ?? [], records: pages.records, hasMore: pages.hasMore })
        : plainLines(pages.records),
    [grouped, pages.records, pages.hasMore],
  );
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    paddingStart: rowHeight,
  });
  const [editing, setEditing] = useState<{ id: string; field: string }>();
  const keys = useGridKeys({
    id,
    lines,
    columns,
    model,
    scrollTo: (row) => virtual.scrollToIndex(row),
    onEdit: setEditing,
    onOpen,
    onToggle: (record) => table.getRow(record).toggleSelected(),
  });
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (lastShown >= lines.length - 25) pages.loadMore();
  }, [lastShown, lines.length, pages.loadMore]);
  const widths = Object.fromEntries(columns.map(({ key }, index) => [`--column-${index}`, `${table.getColumn(key)?.getSize() ?? 120}px`]));
  const total = 48 + columns.reduce((sum, { key }) => sum + (table.getColumn(key)?.getSize() ?? 120), 0);
  const stopEditing = (back = true) => {
    setEditing(undefined);
    if (back) scroller.current?.focus();
  };
  return (
    <div className={styles.frame}>
      <div
        ref={scroller}
        className={styles.scroller}
        role="grid"
        aria-label={state.view.title}
        aria-rowcount={(pages.count ?? lines.length) + 1}
        aria-colcount={columns.length + 1}
        aria-multiselectable="true"
        aria-busy={pages.stale}
        aria-activedescendant={keys.activeId}
        tabIndex={0}
        onKeyDown={editing ? undefined : keys.onKeyDown}
        data-stale={pages.stale || undefined}
      >
        <div
          className={styles.canvas}
          role="presentation"
          style={{ ...widths, width: total, minWidth: '100%', height: virtual.getTotalSize() }}
        >
          <GridHead
            columns={columns}
            table={table}
            model={model}
            sort={state.sort ?? state.view.sort ?? []}
            onSort={(sort) => change({ sort }, true)}
          />
          {items.map((item) => {
            const line = lines[item.index];
            if (!line) return null;
            const place = { top: item.start, height: rowHeight };
            if (line.kind === 'group') {
              return (
                <GridGroupRow
                  key={`group-${String(line.value)}`}
                  line={line}
                  columns={columns}
                  model={model}
                  field={grouped?.field ?? ''}
                  place={place}
                  rowIndex={item.index}
                  onToggle={() => grouped?.toggle(line.value)}
                />
              );
            }
            return (
              <GridRecordRow
                key={line.record.id}
                gridId={id}
                line={line}
                columns={columns}
                model={model}
                place={place}
                rowIndex={item.index}
                selected={table.getRow(line.record.id).getIsSelected()}
                onSelect={() => table.getRow(line.record.id).toggleSelected()}
                opened={state.record === line.record.id}
                active={keys.active.row === item.index ? keys.active.column : undefined}
                editing={editing?.id === line.record.id ? editing.field : undefined}
                onActivate={(column) => keys.setActive({ row: item.index, column })}
                onEdit={(field) => setEditing({ id: line.record.id, field })}
                onDone={stopEditing}
                onOpen={() => onOpen(line.record.id)}
              />
            );
          })}
        </div>
      </div>
      <GridFoot model={model} columns={columns} query={query} shown={pages.records.length} count={pages.count} hasMore={pages.hasMore} />
      <BulkBar model={model} records={pages.records} table={table} />
      <span className="fw-sr-only" role="status">
        {pages.loadingMore ? t('loadingMore') : ''}
      </span>
    </div>
  );
}
