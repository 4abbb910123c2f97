import type { Field } from '@formwright/metadata';
import { Fault } from '../fault.ts';
import { words } from '../locale.ts';

/** A column of a table that belongs to a field. */
export interface Column {
  /** Place in the row, from 0. */
  at: number;
  /** Its head. */
  title: string;
  key: string;
  field: Field;
}

/** Finds for each column the field whose key or title its head bears; columns without one are named in `unknown`. */
export function matchColumns(head: readonly string[], fields: ReadonlyMap<string, Field>): { columns: Column[]; unknown: string[] } {
  const byName = new Map<string, [string, Field]>();
  for (const [key, field] of fields) {
    byName.set(plain(field.title), [key, field]);
    byName.set(plain(key), [key, field]);
  }
  const columns: Column[] = [];
  const unknown: string[] = [];
  for (const [at, title] of head.entries()) {
    const found = byName.get(plain(title));
    if (found === undefined) {
      if (title !== '') unknown.push(title);
      continue;
    }
    if (columns.some((column) => column.key === found[0]))
      throw new Fault(words(`「${title}」这一列出现了两次`, `The column ${title} stands twice`));
    columns.push({ at, title, key: found[0], field: found[1] });
  }
  return { columns, unknown };
}

const plain = (name: string): string => name.normalize('NFKC').trim().toLowerCase();
