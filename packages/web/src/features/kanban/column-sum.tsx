import type { EntityField } from '@formwright/metadata';
import { useFormat } from '../../ui/format/use-format.ts';
import { usePreferences } from '../../ui/preferences/preferences.ts';

/** The sum of a field over many cards in large units; in full when pointed at. */
export function ColumnSum({ field, value }: { field: EntityField; value: number }) {
  const format = useFormat();
  const locale = usePreferences((state) => state.locale);
  const { currency } = field.document['x-field'];
  return (
    <b title={field.type.display(value, field.document, { locale })}>
      {field.typeName === 'money' ? format.compactMoney(value, currency) : format.compact(value)}
    </b>
  );
}
