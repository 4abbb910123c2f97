import { useFormat } from '../../../ui/format/use-format.ts';
import { usePreferences } from '../../../ui/preferences/preferences.ts';
import type { GridColumn } from './grid-columns.ts';

/** A figure of a column, worded as the column's values are. */
export function FigureText({ column, value }: { column: GridColumn; value: unknown }) {
  const locale = usePreferences((state) => state.locale);
  const format = useFormat();
  if (typeof value !== 'number') return null;
  const text = column.sum === 'count' ? format.number(value) : column.field.type.display(value, column.field.document, { locale });
  return <b style={{ fontWeight: 600 }}>{text}</b>;
}
