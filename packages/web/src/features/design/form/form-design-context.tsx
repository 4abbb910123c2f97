import type { EntityDoc, FieldTypeName, FormDoc } from '@formwright/metadata';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { usePreferences } from '../../../ui/preferences/preferences.ts';
import { useDesign, useDesignStore } from '../state/design-context.tsx';
import { documentOf } from '../state/documents.ts';
import { createFormActs, type FormActs } from './form-acts.ts';
import { plainForm } from './form-edits.ts';

/** The form that is being designed, its entity, and what can be done. */
export interface FormDesign {
  entity: EntityDoc;
  form: FormDoc;
  readOnly: boolean;
  acts: FormActs;
}

const FormDesignContext = createContext<FormDesign | undefined>(undefined);

/** The design of the form around a part of the designer. */
export function useFormDesign(): FormDesign {
  const design = useContext(FormDesignContext);
  if (!design) throw new Error('useFormDesign outside of FormDesignProvider');
  return design;
}

/** Gives a designer's parts the form of a key (that of an entity without a form is the plain one); `missing` when there is neither. */
export function FormDesignProvider({
  formKey,
  readOnly,
  missing,
  children,
}: {
  formKey: string;
  readOnly: boolean;
  missing: ReactNode;
  children: ReactNode;
}) {
  const store = useDesignStore();
  const docs = useDesign((design) => design.history.docs);
  const locale = usePreferences((state) => state.locale);
  const form = documentOf(docs, { kind: 'form', key: formKey });
  const entity = documentOf(docs, { kind: 'entity', key: form?.entity ?? formKey });
  const acts = useMemo(
    () => createFormActs(store, { formKey, entityKey: form?.entity ?? formKey, locale }),
    [store, formKey, form?.entity, locale],
  );
  const design = useMemo(() => entity && { entity, form: form ?? plainForm(entity), readOnly, acts }, [entity, form, readOnly, acts]);
  return design ? <FormDesignContext value={design}>{children}</FormDesignContext> : missing;
}

/** What a drag carries: a new field of a kind, or one that exists. */
export type DragPayload = { drag: 'newField'; type: FieldTypeName } | { drag: 'field'; field: string };

/** What a drag carries, read from the library's untyped data; undefined for anything else. */
export function payloadOf(data: Record<string | symbol, unknown>): DragPayload | undefined {
  if (data.drag === 'newField' && typeof data.type === 'string') return { drag: 'newField', type: data.type as FieldTypeName };
  return data.drag === 'field' && typeof data.field === 'string' ? { drag: 'field', field: data.field } : undefined;
}
