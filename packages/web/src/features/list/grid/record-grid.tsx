// biome-ignore-all lint/a11y/useSemanticElements: an ARIA grid over virtual rows cannot be made of table elements
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active cell (aria-activedescendant)
import { useTranslation } from 'react-i18next';
import type { RecordPages } from '../../../ui/record-query/use-record-pages.ts';
import type { ViewProps } from '../../../ui/record-query/view-props.ts';
import { BulkBar } from './bulk-bar.tsx';
import type { GridColumn } from './grid-columns.ts';
import { GridFoot } from './grid-foot.tsx';
import { GridHead } from './grid-head.tsx';
import { GridGroupRow, GridRecordRow } from './grid-row.tsx';
import styles from './record-grid.module.css';
import type { Grouped } from './use-group-rows.ts';
import { rowHeight, useRecordGrid } from './use-record-grid.ts';

interface RecordGridProps extends ViewProps {
  columns: GridColumn[];
  pages: RecordPages;
  grouped: Grouped | undefined;
  onOpen: (id: string) => void;
}

/** Records in rows and columns, as an ARIA grid: moved through by keyboard, edited in place, loaded while one scrolls. */
export function RecordGrid(props: RecordGridProps) {
  const { model, columns, pages, grouped, query, state, change } = props;
  const { t } = useTranslation('list');
  const grid = useRecordGrid(props);
  return (
    <div className={styles.frame}>
      <div
        ref={grid.scroller}
        className={styles.scroller}
        role="grid"
        aria-label={state.view.title}
        aria-rowcount={(pages.count ?? grid.lines.length) + 1}
        aria-colcount={columns.length + 1}
        aria-multiselectable="true"
        aria-busy={pages.stale}
        aria-activedescendant={grid.keys.activeId}
        tabIndex={0}
        onKeyDown={grid.editing ? undefined : grid.keys.onKeyDown}
        data-stale={pages.stale || undefined}
      >
        <div className={styles.canvas} role="rowgroup" style={grid.style}>
          <GridHead
            columns={columns}
            table={grid.table}
            sort={state.sort ?? state.view.sort ?? []}
            onSort={(sort) => change({ sort }, true)}
          />
          <Lines {...props} grid={grid} />
        </div>
      </div>
      <GridFoot
        model={model}
        columns={columns}
        query={query}
        shown={pages.records.length}
        count={totalOf(grouped, pages)}
        hasMore={pages.hasMore}
      />
      <BulkBar model={model} records={pages.records} table={grid.table} />
      <span className="fw-sr-only" role="status">
        {pages.loadingMore ? t('loadingMore') : ''}
      </span>
    </div>
  );
}

/** How many match, those of folded groups too. */
function totalOf(grouped: Grouped | undefined, pages: RecordPages): number | undefined {
  return grouped?.groups?.reduce((sum, { count }) => sum + count, 0) ?? pages.count;
}

/** The lines that are on screen. */
function Lines({ model, columns, grouped, state, onOpen, grid }: RecordGridProps & { grid: ReturnType<typeof useRecordGrid> }) {
  const { table, keys, editing } = grid;
  return grid.items.map((item) => {
    const line = grid.lines[item.index];
    if (!line) return null;
    const shared = { columns, model, place: { top: item.start, height: rowHeight }, rowIndex: item.index };
    if (line.kind === 'group') {
      return (
        <GridGroupRow
          key={`group-${String(line.value)}`}
          {...shared}
          line={line}
          field={grouped?.field ?? ''}
          onToggle={() => grouped?.toggle(line.value)}
        />
      );
    }
    const { id } = line.record;
    return (
      <GridRecordRow
        key={id}
        {...shared}
        gridId={grid.id}
        line={line}
        selected={table.getRow(id).getIsSelected()}
        onSelect={() => table.getRow(id).toggleSelected()}
        opened={state.record === id}
        active={keys.active.row === item.index ? keys.active.column : undefined}
        editing={editing?.id === id ? editing.field : undefined}
        onActivate={(column) => keys.setActive({ row: item.index, column })}
        onEdit={(field) => grid.setEditing({ id, field })}
        onDone={grid.stopEditing}
        onOpen={() => onOpen(id)}
      />
    );
  });
}
