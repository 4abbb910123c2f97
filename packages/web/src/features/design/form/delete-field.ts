import type { AppDocuments, ViewDoc } from '@formwright/metadata';
import { documentOf } from '../state/documents.ts';
import type { Edit } from '../state/history.ts';
import { removeField } from './entity-edits.ts';
import { removeItem } from './form-edits.ts';

/** The edits that delete a field: from its entity, from the forms that show it and from the columns of views; formulas and filters keep their mention and are reported as problems. */
export function deleteField(docs: AppDocuments, entityKey: string, field: string): Edit[] {
  const entity = documentOf(docs, { kind: 'entity', key: entityKey });
  if (entity === undefined) return [];
  const forms = docs.forms.filter((form) => form.entity === entityKey);
  const views = docs.views.filter((view) => view.entity === entityKey);
  return [
    { ref: { kind: 'entity', key: entityKey }, document: removeField(entity, field) },
    ...forms.map((form): Edit => ({ ref: { kind: 'form', key: form.key }, document: removeItem(form, field) })),
    ...views.map((view): Edit => ({ ref: { kind: 'view', key: view.key }, document: withoutColumn(view, field) })),
  ];
}

function withoutColumn(view: ViewDoc, field: string): ViewDoc {
  if (!view.columns?.some((column) => column.field === field)) return view;
  return { ...view, columns: view.columns.filter((column) => column.field !== field) };
}
