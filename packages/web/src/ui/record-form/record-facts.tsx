import type { ApiRecord } from '@formwright/client';
import { AppError, type EntityField, type FormDoc } from '@formwright/metadata';
import { useId, useMemo, useState } from 'react';
import { useApi } from '../api/api-context.tsx';
import type { EntityModel } from '../app-model/app-model.ts';
import { useLiveMarks } from '../record-query/live-marks.ts';
import { useRecordWrites } from '../record-query/use-record-writes.ts';
import { useSession } from '../session/session-context.tsx';
import { type FactsSetting, FormContext } from './form-context.ts';
import { formLayout, layoutItems } from './form-layout.ts';
import { formStates } from './form-states.ts';
import { ThemedForm } from './form-theme.tsx';
import { problemValidator } from './problem-validator.ts';
import { rjsfSchema } from './rjsf-schema.ts';

const unasked = problemValidator(() => [], 'en');

/** A record laid out by its form; each value is edited in place and saved by itself. */
export function RecordFacts({ model, record, form }: { model: EntityModel; record: ApiRecord; form: FormDoc | undefined }) {
  const { organisation } = useSession();
  const idPrefix = useId();
  const layout = useMemo(() => formLayout(form, model.fields), [form, model.fields]);
  const items = useMemo(() => new Map(layoutItems(layout).map((item) => [item.field.key, item])), [layout]);
  const { schema, uiSchema } = useMemo(() => rjsfSchema(layout), [layout]);
  const facts = useFacts(model, record);
  const mayUpdate = model.can('update');
  const states = formStates({
    layout,
    values: record,
    canWrite: (field) => mayUpdate && model.canWrite(field),
    facts: { now: new Date().toISOString(), timeZone: organisation.timeZone },
  });
  const values = useMemo(
    () => Object.fromEntries(Object.entries(record).filter(([key, value]) => items.has(key) && value !== null)),
    [record, items],
  );
  return (
    <FormContext value={{ app: model.app, layout, items, states, idPrefix, focus: undefined, facts }}>
      <ThemedForm
        tagName="div"
        schema={schema}
        uiSchema={uiSchema}
        formData={values}
        validator={unasked}
        experimental_defaultFormStateBehavior={{ constAsDefaults: 'never', emptyObjectFields: 'skipDefaults' }}
        noValidate
      />
    </FormContext>
  );
}

function useFacts(model: EntityModel, record: ApiRecord): FactsSetting {
  const api = useApi();
  const writes = useRecordWrites(model);
  const live = useLiveMarks((state) => state.marks.get(record.id));
  const [editing, setOpen] = useState<{ field: string; version: number }>();
  const params = { app: model.app, entity: model.key, id: record.id };
  return {
    editing: editing?.field,
    setEditing: (field) => setOpen(field === undefined ? undefined : { field, version: record.version }),
    // The version at which editing began: what changed since then is a conflict, even if this page has seen it.
    save: async (field, value, force = false) => {
      await writes.update(record.id, { [field.key]: value }, force ? undefined : (editing?.version ?? record.version));
    },
    theirs: async (field: EntityField) => {
      const now = await api.call('record', { params });
      if (now.id !== record.id) throw new AppError('NOT_FOUND');
      return now[field.key];
    },
    live,
  };
}
