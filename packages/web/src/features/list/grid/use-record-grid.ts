import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useEffectEvent, useId, useMemo, useRef, useState } from 'react';
import type { EntityModel } from '../../../ui/app-model/app-model.ts';
import type { RecordPages } from '../../../ui/record-query/use-record-pages.ts';
import type { GridColumn } from './grid-columns.ts';
import { groupedLines, plainLines } from './grid-rows.ts';
import { useGridKeys } from './use-grid-keys.ts';
import { useGridTable } from './use-grid-table.ts';
import type { Grouped } from './use-group-rows.ts';

/** px of a row. */
export const rowHeight = 36;
const usualWidth = 120;

interface RecordGridInput {
  model: EntityModel;
  columns: GridColumn[];
  pages: RecordPages;
  grouped: Grouped | undefined;
  onOpen: (id: string) => void;
}

/** The state behind a grid: its lines, which of them are on screen, the active cell, the one being edited, column widths. */
export function useRecordGrid({ model, columns, pages, grouped, onOpen }: RecordGridInput) {
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const table = useGridTable(columns, pages.records);
  const { records, hasMore } = pages;
  const lines = useMemo(
    () => (grouped ? groupedLines({ ...grouped, groups: grouped.groups ?? [], records, hasMore }) : plainLines(records)),
    [grouped, records, hasMore],
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
  const loadMore = useEffectEvent(pages.loadMore);
  useEffect(() => {
    if (lastShown >= lines.length - 25) loadMore();
  }, [lastShown, lines.length]);
  const sizes = columns.map(({ key }) => table.getColumn(key)?.getSize() ?? usualWidth);
  const stopEditing = (back = true) => {
    setEditing(undefined);
    if (back) scroller.current?.focus();
  };
  const style = {
    ...Object.fromEntries(sizes.map((size, index) => [`--column-${index}`, `${size}px`])),
    width: 48 + sizes.reduce((sum, size) => sum + size, 0),
    minWidth: '100%',
    height: virtual.getTotalSize(),
  };
  return { id, scroller, table, lines, items, keys, editing, setEditing, stopEditing, style };
}
