// biome-ignore-all lint/a11y/useSemanticElements: an ARIA grid over virtual rows cannot be made of table elements
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active cell (aria-activedescendant)
import type { Sort } from '@formwright/metadata';
import { Checkbox } from 'antd';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { KindIcon } from '../../../ui/field-kinds/kind-icon.tsx';
import type { GridColumn } from './grid-columns.ts';
import styles from './record-grid.module.css';
import type { GridTable } from './use-grid-table.ts';

interface GridHeadProps {
  columns: GridColumn[];
  table: GridTable;
  sort: readonly Sort[];
  onSort: (sort: Sort[] | undefined) => void;
}

/** The head of the grid: choose all, sort by a click, drag the edge to resize. */
export function GridHead({ columns, table, sort, onSort }: GridHeadProps) {
  const { t } = useTranslation('list');
  const headers = new Map(table.getHeaderGroups()[0]?.headers.map((header) => [header.column.id, header]));
  const turn = (field: string) => {
    const now = sort.find((each) => each.field === field);
    if (now?.dir === 'desc') return onSort(undefined);
    onSort([{ field, dir: now ? 'desc' : 'asc' }]);
  };
  return (
    <div role="row" aria-rowindex={1} className={styles.head}>
      <div role="columnheader" className={styles.check} aria-label={t('chooseAll')}>
        <Checkbox
          aria-label={t('chooseAll')}
          checked={table.getIsAllRowsSelected()}
          indeterminate={table.getIsSomeRowsSelected() && !table.getIsAllRowsSelected()}
          onChange={() => table.toggleAllRowsSelected()}
        />
      </div>
      {columns.map((column, index) => {
        const by = sort.find(({ field }) => field === column.key);
        const resize = headers.get(column.key)?.getResizeHandler();
        return (
          <div
            key={column.key}
            role="columnheader"
            aria-colindex={index + 2}
            aria-sort={by ? (by.dir === 'asc' ? 'ascending' : 'descending') : 'none'}
            className={styles.headCell}
            data-frozen={index === 0 || undefined}
            data-align={column.kind.align}
            style={{ width: `var(--column-${index})` }}
          >
            {column.field.type.sortable ? (
              <button type="button" tabIndex={-1} className={styles.headButton} onClick={() => turn(column.key)}>
                <KindIcon type={column.field.typeName} size={14} />
                <span>{column.field.title}</span>
                {by ? (
                  by.dir === 'asc' ? (
                    <ArrowUp size={14} strokeWidth={2} aria-hidden />
                  ) : (
                    <ArrowDown size={14} strokeWidth={2} aria-hidden />
                  )
                ) : null}
              </button>
            ) : (
              <span className={styles.headButton}>
                <KindIcon type={column.field.typeName} size={14} />
                <span>{column.field.title}</span>
              </span>
            )}
            <span className={styles.resize} aria-hidden="true" onMouseDown={resize} onTouchStart={resize} />
          </div>
        );
      })}
    </div>
  );
}
