import type { EntityField, FormDoc, FormItem } from '@formwright/metadata';
import { fieldKind } from '../field-kinds/field-kinds.ts';

/** One field's place with its rules. */
export interface LayoutItem {
  field: EntityField;
  /** Columns it takes, at most those of its section. */
  span: number;
  rules: Pick<FormItem, 'visibleWhen' | 'requiredWhen' | 'readOnlyWhen'>;
}

/** A titled group of fields. */
export interface LayoutSection {
  key: string;
  title: string | undefined;
  tab: string | undefined;
  columns: number;
  items: LayoutItem[];
}

/** What a form shows, in reading order; fields the person may not read are not in it. */
export interface FormLayout {
  tabs: Array<{ key: string; title: string }>;
  sections: LayoutSection[];
}

/** The layout of a form document over the readable fields; without a document one section holds them all. */
export function formLayout(form: FormDoc | undefined, fields: readonly EntityField[]): FormLayout {
  if (!form) return { tabs: [], sections: [plainSection(fields)] };
  const byKey = new Map(fields.map((field) => [field.key, field]));
  const firstTab = form.tabs?.[0]?.key;
  const sections = form.sections.map((section): LayoutSection => {
    const columns = section.columns ?? 2;
    const items = section.items.flatMap(({ field: key, span, ...rules }): LayoutItem[] => {
      const field = byKey.get(key);
      return field ? [{ field, span: Math.min(columns, span ?? (fieldKind(field.typeName).wide ? columns : 1)), rules }] : [];
    });
    return { key: section.key, title: section.title, tab: section.tab ?? firstTab, columns, items };
  });
  return { tabs: form.tabs ?? [], sections };
}

function plainSection(fields: readonly EntityField[]): LayoutSection {
  const items = fields.map((field): LayoutItem => ({ field, span: fieldKind(field.typeName).wide ? 2 : 1, rules: {} }));
  return { key: 'all', title: undefined, tab: undefined, columns: 2, items };
}

/** Every item of a layout. */
export function layoutItems({ sections }: FormLayout): LayoutItem[] {
  return sections.flatMap(({ items }) => items);
}
