import type { Color, EntityField } from '@formwright/metadata';

/** One column: a value of the choice field, or none. */
export interface KanbanColumnInfo {
  value: string | null;
  label: string;
  color: Color;
}

/** The columns of a kanban: every option in its order, then one for records without a value unless the field is required. */
export function kanbanColumns(group: EntityField, noValue: string): KanbanColumnInfo[] {
  const options = (group.document['x-field'].options ?? []).map(
    ({ value, label, color }): KanbanColumnInfo => ({ value, label, color: color ?? 'grey' }),
  );
  return group.required ? options : [...options, { value: null, label: noValue, color: 'grey' }];
}
