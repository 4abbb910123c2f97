import type { ApiRecord } from '@formwright/client';
import {
  columnResizingFeature,
  columnSizingFeature,
  createColumnHelper,
  rowSelectionFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useMemo } from 'react';
import type { GridColumn } from './grid-columns.ts';

const features = tableFeatures({ columnSizingFeature, columnResizingFeature, rowSelectionFeature });
const helper = createColumnHelper<typeof features, ApiRecord>();

/** The table behind the grid: sizes of its columns and which rows are chosen. */
export function useGridTable(columns: readonly GridColumn[], records: readonly ApiRecord[]) {
  const definitions = useMemo(
    () => helper.columns(columns.map(({ key, width }) => helper.display({ id: key, size: width, minSize: 64, maxSize: 800 }))),
    [columns],
  );
  const data = useMemo(() => [...records], [records]);
  return useTable({ features, columns: definitions, data, getRowId: (record) => record.id, columnResizeMode: 'onChange' });
}

/** What useGridTable gives. */
export type GridTable = ReturnType<typeof useGridTable>;
