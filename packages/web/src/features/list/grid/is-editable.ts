import type { EntityModel } from '../../../ui/app-model/app-model.ts';
import type { GridColumn } from './grid-columns.ts';

/** Whether a cell of the column can be edited in place by this person. */
export function isEditable(model: EntityModel, { field, kind }: Pick<GridColumn, 'field' | 'kind'>): boolean {
  return kind.inline && !field.readOnly && model.can('update') && model.canWrite(field.key);
}
