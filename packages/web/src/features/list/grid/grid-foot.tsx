// biome-ignore-all lint/a11y/useSemanticElements: an ARIA grid over virtual rows cannot be made of table elements
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active cell (aria-activedescendant)
import { useTranslation } from 'react-i18next';
import type { EntityModel } from '../../../ui/app-model/app-model.ts';
import { useFormat } from '../../../ui/format/use-format.ts';
import type { RecordQuery } from '../../../ui/record-query/view-state.ts';
import { FigureText } from './figure-text.tsx';
import type { GridColumn } from './grid-columns.ts';
import styles from './record-grid.module.css';
import { useSums } from './use-sums.ts';

interface GridFootProps {
  model: EntityModel;
  columns: GridColumn[];
  query: RecordQuery;
  shown: number;
  count: number | undefined;
  hasMore: boolean;
}

/** How many there are, how many are loaded, and the figures over all of them. */
export function GridFoot({ model, columns, query, shown, count, hasMore }: GridFootProps) {
  const { t } = useTranslation('list');
  const format = useFormat();
  const sums = useSums(model, query, columns);
  return (
    <div className={styles.foot}>
      <span>{count === undefined ? null : t('total', { count, shown: format.number(count) })}</span>
      {hasMore ? <span>{t('loaded', { count: shown, shown: format.number(shown) })}</span> : null}
      <span className={styles.space} />
      {columns.map((column) =>
        column.sum ? (
          <span key={column.key}>
            {t(`figure.${column.sum}`, { field: column.field.title })} <FigureText column={column} value={sums.get(column.key)} />
          </span>
        ) : null,
      )}
    </div>
  );
}
