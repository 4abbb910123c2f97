import {
  type AppDocuments,
  type EntityDoc,
  type Field,
  type FieldOptions,
  type FieldTypeName,
  type FormDoc,
  type FormItem,
  type FormSection,
  fieldType,
  type Locale,
  type ViewDoc,
} from '@formwright/metadata';
import type { DesignStore } from '../state/design-store.ts';
import { documentOf } from '../state/documents.ts';
import type { Edit } from '../state/history.ts';
import { newKey } from '../state/new-key.ts';
import { nothing } from '../state/selection.ts';
import { deleteField } from './delete-field.ts';
import { addField, changeField, changeSettings, createField, fieldOf, newFieldKey, setRequired } from './entity-edits.ts';
import {
  addSection,
  changeItem,
  changeSection,
  type Place,
  placeOf,
  plainForm,
  putField,
  removeItem,
  removeSection,
  stepField,
  stepSection,
} from './form-edits.ts';
import { withOptions } from './option-edits.ts';
import { showInView } from './view-columns.ts';

/** What a person does in the form designer; each call is one act that can be undone. */
export type FormActs = ReturnType<typeof createFormActs>;

interface Setting {
  formKey: string;
  entityKey: string;
  locale: Locale;
}

/** The acts on one form and its entity. */
export function createFormActs(store: DesignStore, { formKey, entityKey, locale }: Setting) {
  const docs = () => store.getState().history.docs;
  const entity = () => documentOf(docs(), { kind: 'entity', key: entityKey });
  const form = () => documentOf(docs(), { kind: 'form', key: formKey }) ?? (entity() ? plainForm(entity() as EntityDoc) : undefined);
  const act = (edits: Array<Edit | undefined>, merge?: string) =>
    store.getState().act(
      edits.filter((edit) => edit !== undefined),
      merge,
    );
  const formEdit = (change: (form: FormDoc) => FormDoc): Edit | undefined => {
    const before = form();
    return before && { ref: { kind: 'form', key: formKey }, document: change(before) };
  };
  const entityEdit = (change: (entity: EntityDoc) => EntityDoc): Edit | undefined => {
    const before = entity();
    return before && { ref: { kind: 'entity', key: entityKey }, document: change(before) };
  };
  const viewEdit = (key: string, change: (view: ViewDoc) => ViewDoc): Edit | undefined => {
    const view = documentOf(docs(), { kind: 'view', key });
    return view && { ref: { kind: 'view', key }, document: change(view) };
  };
  const select = store.getState().select;
  return {
    ...fieldActs({ act, formEdit, entityEdit, viewEdit, select, docs, entity, entityKey, locale }),
    ...propertyActs({ act, formEdit, entityEdit, viewEdit }),
    ...sectionActs({ act, formEdit, select, form }),
    renameForm: (title: string) => act([formEdit((one) => ({ ...one, title }))], 'form.title'),
    changeEntity: (change: Partial<Pick<EntityDoc, 'title' | 'description'>>, merge: string) =>
      act([entityEdit((one) => ({ ...one, ...change }))], merge),
    changeEntityOptions: (change: Partial<EntityDoc['x-entity']>) =>
      act([entityEdit((one) => ({ ...one, 'x-entity': { ...one['x-entity'], ...change } }))]),
  };
}

interface FieldTools {
  act: (edits: Array<Edit | undefined>, merge?: string) => void;
  formEdit: (change: (form: FormDoc) => FormDoc) => Edit | undefined;
  entityEdit: (change: (entity: EntityDoc) => EntityDoc) => Edit | undefined;
  viewEdit: (key: string, change: (view: ViewDoc) => ViewDoc) => Edit | undefined;
  select: DesignStore extends { getState: () => { select: infer S } } ? S : never;
  docs: () => AppDocuments;
  entity: () => EntityDoc | undefined;
  entityKey: string;
  locale: Locale;
}

function fieldActs({ act, formEdit, entityEdit, viewEdit, select, docs, entity, entityKey, locale }: FieldTools) {
  const firstGrid = () =>
    docs()
      .views.filter((view) => view.entity === entityKey && view.kind === 'grid')
      .sort((a, b) => (a.order ?? 100) - (b.order ?? 100))[0];
  return {
    /** Adds a new field of a kind at a place (at the end without one) and to the first grid; selects it. */
    addNew: (type: FieldTypeName, place?: Place) => {
      const before = entity();
      if (before === undefined) return;
      const key = newFieldKey(before, type);
      const target = docs().entities.find((one) => one.key !== entityKey)?.key ?? entityKey;
      const field = createField(type, fieldType(type).label[locale], type === 'relation' ? target : undefined);
      const grid = firstGrid();
      act([
        entityEdit((one) => addField(one, key, field)),
        formEdit((one) => putField(one, key, place ?? endOf(one))),
        grid && viewEdit(grid.key, (view) => showInView(view, key, true)),
      ]);
      select({ kind: 'field', field: key });
    },
    place: (field: string, place?: Place) => {
      act([formEdit((one) => putField(one, field, place ?? endOf(one)))]);
      select({ kind: 'field', field });
    },
    step: (field: string, by: -1 | 1) => act([formEdit((one) => stepField(one, field, by))]),
    takeOut: (field: string) => {
      act([formEdit((one) => removeItem(one, field))]);
      select(nothing);
    },
    remove: (field: string) => {
      act(deleteField(docs(), entityKey, field));
      select(nothing);
    },
    duplicate: (field: string) => {
      const before = entity();
      const original = before && fieldOf(before, field);
      if (before === undefined || original === undefined) return;
      const key = newFieldKey(before, original['x-field'].type);
      act([
        entityEdit((one) => addField(one, key, structuredClone(original))),
        formEdit((one) => {
          const place = placeOf(one, field);
          return putField(one, key, place ? { ...place, index: place.index + 1 } : endOf(one));
        }),
      ]);
      select({ kind: 'field', field: key });
    },
  };
}

/** Changes of one field's properties, its place's rules, and the views that show it. */
function propertyActs({ act, formEdit, entityEdit, viewEdit }: Pick<FieldTools, 'act' | 'formEdit' | 'entityEdit' | 'viewEdit'>) {
  return {
    changeField: (field: string, change: Partial<Field>, merge?: string) =>
      act([entityEdit((one) => changeField(one, field, change))], merge && `${field}.${merge}`),
    changeSettings: (field: string, change: Partial<FieldOptions>, merge?: string) =>
      act([entityEdit((one) => changeSettings(one, field, change))], merge && `${field}.${merge}`),
    setOptions: (field: string, options: NonNullable<FieldOptions['options']>, merge?: string) =>
      act(
        [
          entityEdit((one) => {
            const known = fieldOf(one, field);
            return known ? addField(one, field, withOptions(known, options)) : one;
          }),
        ],
        merge && `${field}.${merge}`,
      ),
    setRequired: (field: string, required: boolean) => act([entityEdit((one) => setRequired(one, field, required))]),
    changeItem: (field: string, change: Partial<Omit<FormItem, 'field'>>, merge?: string) =>
      act([formEdit((one) => changeItem(one, field, change))], merge && `${field}.${merge}`),
    showInView: (view: string, field: string, shown: boolean) => act([viewEdit(view, (one) => showInView(one, field, shown))]),
  };
}

function sectionActs({
  act,
  formEdit,
  select,
  form,
}: Pick<FieldTools, 'act' | 'formEdit' | 'select'> & { form: () => FormDoc | undefined }) {
  return {
    addSection: (title: string, below?: string) => {
      const key = newKey('section', form()?.sections.map((section) => section.key) ?? []);
      act([formEdit((one) => addSection(one, { key, title, columns: 2, items: [] }, below))]);
      select({ kind: 'section', section: key });
    },
    changeSection: (key: string, change: Partial<FormSection>, merge?: string) =>
      act([formEdit((one) => changeSection(one, key, (section) => ({ ...section, ...change })))], merge && `${key}.${merge}`),
    stepSection: (key: string, by: -1 | 1) => act([formEdit((one) => stepSection(one, key, by))]),
    removeSection: (key: string) => {
      act([formEdit((one) => removeSection(one, key))]);
      select(nothing);
    },
  };
}

function endOf(form: FormDoc): Place {
  const last = form.sections.at(-1);
  return { section: last?.key ?? '', index: last?.items.length ?? 0 };
}
