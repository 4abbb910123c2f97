import { type Field, type FieldTypeName, fieldType, fieldTypes, type WorkflowDoc, type WorkflowInput } from '@formwright/metadata';
import { Button, Checkbox, Input, Select } from 'antd';
import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../../../../ui/preferences/preferences.ts';
import { createField } from '../../form/entity-edits.ts';
import { withOptions } from '../../form/option-edits.ts';
import { OptionEditor } from '../../form/properties/option-editor.tsx';
import { newKey } from '../../state/new-key.ts';
import styles from '../flow-designer.module.css';
import { useFlowActs } from '../use-flow-acts.ts';

const without: readonly FieldTypeName[] = ['serial', 'relation', 'file'];

/** The fields that a person fills in when starting the workflow. */
export function InputFieldsEditor({ flow }: { flow: WorkflowDoc }) {
  const { t } = useTranslation('design');
  const acts = useFlowActs(flow.key);
  const locale = usePreferences((state) => state.locale);
  const input: WorkflowInput = flow.trigger.input ?? { properties: {} };
  const types = [...fieldTypes.values()]
    .filter(({ name }) => !without.includes(name))
    .map(({ name, label }) => ({ value: name, label: label[locale] }));
  const set = (properties: Record<string, Field>, required: readonly string[] | undefined, merge?: string) => {
    const kept = (required ?? []).filter((key) => Object.hasOwn(properties, key));
    acts.changeTrigger(
      { input: Object.keys(properties).length === 0 ? undefined : { ...(kept.length > 0 ? { required: kept } : {}), properties } },
      merge,
    );
  };
  const put = (key: string, field: Field, merge?: string) => set({ ...input.properties, [key]: field }, input.required, merge);
  const add = () => put(newKey('field', Object.keys(input.properties)), createField('text', fieldType('text').label[locale]));
  return (
    <fieldset className={styles.rules}>
      <legend>{t('flow.inputs.title')}</legend>
      {Object.entries(input.properties).map(([key, field]) => (
        <div key={key} className={styles.inputField}>
          <div className={styles.rule}>
            <Input
              aria-label={t('properties.title')}
              maxLength={100}
              value={field.title}
              onChange={(event) => put(key, { ...field, title: event.target.value }, `input.${key}`)}
            />
            <Select
              aria-label={t('flow.inputs.type')}
              options={types}
              value={field['x-field'].type}
              onChange={(type: FieldTypeName) => put(key, createField(type, field.title))}
            />
            <Button
              type="text"
              size="small"
              aria-label={t('flow.inputs.remove')}
              icon={<X size={16} strokeWidth={1.75} />}
              onClick={() => set(Object.fromEntries(Object.entries(input.properties).filter(([one]) => one !== key)), input.required)}
            />
          </div>
          {field['x-field'].options ? (
            <OptionEditor
              options={field['x-field'].options}
              onChange={(options, merge) => put(key, withOptions(field, options), merge && `input.${key}.${merge}`)}
            />
          ) : null}
          <Checkbox
            checked={input.required?.includes(key) ?? false}
            onChange={(event) =>
              set(input.properties, event.target.checked ? [...(input.required ?? []), key] : input.required?.filter((one) => one !== key))
            }
          >
            {t('properties.required')}
          </Checkbox>
          <code className={styles.inputKey}>input.{key}</code>
        </div>
      ))}
      <Button type="link" size="small" icon={<Plus size={14} strokeWidth={2} />} onClick={add}>
        {t('flow.inputs.add')}
      </Button>
    </fieldset>
  );
}
