// Not from the package's door: that one drags in its test registry and with it a validator that compiles code.
import withTheme from '@rjsf/core/lib/withTheme.js';
import type { FieldProps, FieldTemplateProps, ObjectFieldTemplateProps } from '@rjsf/utils';
import { CircleAlert } from 'lucide-react';
import { Suspense } from 'react';
import { fieldKind } from '../field-kinds/field-kinds.ts';
import { FieldValue, isEmpty } from '../field-kinds/field-value.tsx';
import { FactField, FactRow } from './fact-field.tsx';
import { useFormSetting } from './form-context.ts';
import { FormSections } from './form-sections.tsx';
import styles from './record-form.module.css';
import { kindFieldName } from './rjsf-schema.ts';

/** RJSF in our look: sections and columns around one component per kind of field. */
export const ThemedForm = withTheme({
  fields: { [kindFieldName]: KindField },
  templates: { FieldTemplate, ObjectFieldTemplate, ErrorListTemplate: () => null },
});

/** The input of one field, or its value as plain text where it cannot be written. */
function KindField({ name, formData, onChange, fieldPathId, rawErrors }: FieldProps) {
  const { app, items, states, idPrefix, focus, facts } = useFormSetting();
  const item = items.get(name);
  if (!item) return null;
  if (facts) return <FactField field={item.field} value={formData} facts={facts} />;
  const { field } = item;
  const id = `${idPrefix}-${name}`;
  if (!states.get(name)?.writable) {
    return (
      <span id={id} className={styles.readOnly} data-empty={isEmpty(formData) || undefined}>
        <FieldValue value={formData} field={field} app={app} />
      </span>
    );
  }
  const { Input } = fieldKind(field.typeName);
  const described = [field.document.description ? `${id}-help` : '', rawErrors?.length ? `${id}-problem` : ''].filter(Boolean).join(' ');
  return (
    <Suspense fallback={<span className={styles.waiting} />}>
      <Input
        id={id}
        app={app}
        field={field}
        value={formData}
        autoFocus={focus === name}
        invalid={Boolean(rawErrors?.length)}
        onChange={(value) => onChange(value, fieldPathId.path)}
        {...(described ? { describedBy: described } : {})}
      />
    </Suspense>
  );
}

/** Label above, help and problems below. */
function FieldTemplate({ fieldPathId, children, rawErrors }: FieldTemplateProps) {
  const { items, states, idPrefix, facts } = useFormSetting();
  const key = String(fieldPathId.path.at(-1) ?? '');
  const item = items.get(key);
  if (!item) return children;
  if (facts) return <FactRow field={item.field}>{children}</FactRow>;
  const state = states.get(key);
  const { title, document } = item.field;
  const id = `${idPrefix}-${key}`;
  const problems = rawErrors ?? [];
  return (
    <div className={styles.field} data-problem={problems.length > 0 || undefined} data-field={key}>
      <label htmlFor={id} className={styles.label}>
        {title}
        {state?.required && state.writable ? (
          <span className={styles.required} aria-hidden="true">
            *
          </span>
        ) : null}
      </label>
      {children}
      {problems.length > 0 ? (
        <p id={`${id}-problem`} className={styles.problem} role="alert">
          <CircleAlert size={12} strokeWidth={2} aria-hidden />
          {problems.join('；')}
        </p>
      ) : null}
      {document.description ? (
        <p id={`${id}-help`} className={styles.help}>
          {document.description}
        </p>
      ) : null}
    </div>
  );
}

/** The whole form: its sections, each field in its place. */
function ObjectFieldTemplate({ properties }: ObjectFieldTemplateProps) {
  const contents = new Map(properties.map(({ name, content }) => [name, content]));
  return <FormSections render={({ field }) => contents.get(field.key) ?? null} />;
}
