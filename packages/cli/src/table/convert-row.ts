import { type FieldType, fieldType } from '@formwright/metadata';
import type { Column } from './columns.ts';
import type { TableRow } from './read-table.ts';

/** What turns words of a file into values. */
export interface RowContext {
  columns: readonly Column[];
  /** IANA zone of times in the file. */
  timeZone: string;
  /** Id of a colleague by name or e-mail; undefined when nobody, or several, bear it. */
  person: (name: string) => string | undefined;
}

/** The record that a row stands for; what makes no sense stays as it is written, for the server to refuse by name. */
export function convertRow(row: TableRow, context: RowContext): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const column of context.columns) {
    const text = row.cells[column.at] ?? '';
    if (text !== '') record[column.key] = cellValue(text, column, context);
  }
  return record;
}

function cellValue(text: string, column: Column, context: RowContext): unknown {
  const type: FieldType = fieldType(column.field['x-field'].type);
  if (type.name === 'member') return context.person(text) ?? text;
  if (type.name === 'members') return text.split(/[,;，；、|]/).map((name) => context.person(name.trim()) ?? name.trim());
  return type.normalise(type.parse(text, column.field, { timeZone: context.timeZone }), column.field);
}
