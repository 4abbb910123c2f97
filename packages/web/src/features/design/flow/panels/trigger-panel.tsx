import type { Trigger, WorkflowDoc } from '@formwright/metadata';
import { Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Property } from '../../form/properties/property.tsx';
import { useDesign } from '../../state/design-context.tsx';
import { useFlowActs } from '../use-flow-acts.ts';
import { ConditionEditor } from './condition-editor.tsx';
import { InputFieldsEditor } from './input-fields-editor.tsx';
import { useEntityFields } from './use-entity-fields.ts';

/** What starts a run: a button with fields to fill in, or a record that is created or changed. */
export function TriggerPanel({ flow }: { flow: WorkflowDoc }) {
  const { t } = useTranslation('design');
  const acts = useFlowActs(flow.key);
  const entities = useDesign((design) => design.history.docs.entities);
  const { trigger } = flow;
  const set = (change: Partial<Trigger>, merge?: string) => acts.changeTrigger(change, merge);
  const types = (['button', 'created', 'updated'] as const).map((value) => ({ value, label: t(`flow.trigger.${value}`) }));
  return (
    <>
      <Property label={t('flow.trigger.title')}>
        {(id) => (
          <Select
            id={id}
            style={{ width: '100%' }}
            options={types}
            value={trigger.type}
            onChange={(type: Trigger['type']) => set({ type })}
          />
        )}
      </Property>
      <Property label={t('flow.trigger.entity')}>
        {(id) => (
          <Select
            id={id}
            style={{ width: '100%' }}
            options={entities.map(({ key, title }) => ({ value: key, label: title }))}
            value={trigger.entity}
            onChange={(entity: string) => set({ entity })}
          />
        )}
      </Property>
      {trigger.type === 'button' ? <ButtonProperties flow={flow} /> : null}
      {trigger.type === 'updated' ? <ChangedFields flow={flow} /> : null}
      <ConditionEditor
        label={t('flow.trigger.when')}
        optional
        flow={flow}
        value={trigger.when}
        onChange={(when) => set({ when }, 'when')}
      />
    </>
  );
}

function ButtonProperties({ flow }: { flow: WorkflowDoc }) {
  const { t } = useTranslation('design');
  const acts = useFlowActs(flow.key);
  return (
    <>
      <Property label={t('flow.trigger.label')}>
        {(id) => (
          <Input
            id={id}
            maxLength={40}
            placeholder={flow.title}
            value={flow.trigger.label ?? ''}
            onChange={(event) => acts.changeTrigger({ label: event.target.value === '' ? undefined : event.target.value }, 'label')}
          />
        )}
      </Property>
      <InputFieldsEditor flow={flow} />
    </>
  );
}

function ChangedFields({ flow }: { flow: WorkflowDoc }) {
  const { t } = useTranslation('design');
  const acts = useFlowActs(flow.key);
  const fields = useEntityFields(flow.trigger.entity);
  return (
    <Property label={t('flow.trigger.fields')} hint={t('flow.trigger.fieldsHint')}>
      {(id) => (
        <Select
          id={id}
          mode="multiple"
          style={{ width: '100%' }}
          options={fields.map(({ key, title }) => ({ value: key, label: title }))}
          value={flow.trigger.fields ?? []}
          onChange={(chosen: string[]) => acts.changeTrigger({ fields: chosen.length > 0 ? chosen : undefined })}
        />
      )}
    </Property>
  );
}
