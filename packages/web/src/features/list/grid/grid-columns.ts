import type { EntityField, Measure, ViewColumn, ViewDoc } from '@formwright/metadata';
import type { EntityModel } from '../../../ui/app-model/app-model.ts';
import type { FieldKind } from '../../../ui/field-kinds/field-kind.ts';
import { fieldKind } from '../../../ui/field-kinds/field-kinds.ts';

/** One column of a grid. */
export interface GridColumn {
  key: string;
  field: EntityField;
  kind: FieldKind;
  /** px at first. */
  width: number;
  /** Figure at the foot and in group rows. */
  sum: Measure['op'] | undefined;
}

/** The columns of a view that this person may read; the title is always there, first when the view does not place it. */
export function gridColumns(model: EntityModel, view: ViewDoc): GridColumn[] {
  const listed: ViewColumn[] = view.columns ?? model.fields.slice(0, 8).map(({ key }) => ({ field: key }));
  const { titleField } = model.entity;
  const withTitle = listed.some(({ field }) => field === titleField.key) ? listed : [{ field: titleField.key }, ...listed];
  return withTitle.flatMap((column): GridColumn[] => {
    const field = model.field(column.field);
    if (!field) return [];
    const kind = fieldKind(field.typeName);
    const usual = field.key === titleField.key ? 240 : kind.width;
    return [{ key: field.key, field, kind, width: column.width ?? usual, sum: column.sum }];
  });
}

/** The measures behind the figures of the columns. */
export function sumMeasures(columns: readonly GridColumn[]): Measure[] {
  return columns.flatMap(({ key, sum }): Measure[] => (sum ? [{ op: sum, ...(sum === 'count' ? {} : { field: key }), as: key }] : []));
}
