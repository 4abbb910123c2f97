import type { Assignment, WorkflowDoc } from '@formwright/metadata';
import { Button, Select } from 'antd';
import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import styles from '../flow-designer.module.css';
import { FormulaInput } from './formula-input.tsx';
import { useEntityFields, useInputFields } from './use-entity-fields.ts';

interface AssignmentEditorProps {
  flow: WorkflowDoc;
  value: readonly Assignment[];
  onChange: (value: Assignment[], merge?: string) => void;
}

/** Which fields are written, and with what: a field filled in at the start, or a formula. */
export function AssignmentEditor({ flow, value, onChange }: AssignmentEditorProps) {
  const { t } = useTranslation('design');
  const fields = useEntityFields(flow.trigger.entity).filter(({ readOnly }) => !readOnly);
  const free = fields.find(({ key }) => !value.some(({ field }) => field === key));
  const replace = (at: number, assignment: Assignment, merge?: string) =>
    onChange(
      value.map((one, index) => (index === at ? assignment : one)),
      merge,
    );
  return (
    <fieldset className={styles.rules}>
      <legend>{t('flow.writes')}</legend>
      {value.map((assignment, index) => (
        <div key={assignment.field} className={styles.assignment}>
          <div className={styles.rule}>
            <Select
              aria-label={t('flow.field')}
              showSearch={{ optionFilterProp: 'label' }}
              options={fields.map(({ key, title }) => ({
                value: key,
                label: title,
                disabled: key !== assignment.field && value.some(({ field }) => field === key),
              }))}
              value={assignment.field}
              onChange={(field: string) => replace(index, { ...assignment, field })}
            />
            <ValueSource flow={flow} value={assignment.value} onChange={(source) => replace(index, { ...assignment, value: source })} />
            <Button
              type="text"
              size="small"
              aria-label={t('flow.writesRemove')}
              icon={<X size={16} strokeWidth={1.75} />}
              onClick={() => onChange(value.filter((_, at) => at !== index))}
            />
          </div>
          <FormulaInput
            label={t('flow.formula.title')}
            value={assignment.value}
            onChange={(source) => replace(index, { ...assignment, value: source }, `set.${assignment.field}`)}
          />
        </div>
      ))}
      <Button
        type="link"
        size="small"
        disabled={free === undefined}
        icon={<Plus size={14} strokeWidth={2} />}
        onClick={() => free && onChange([...value, { field: free.key, value: `record.${free.key}` }])}
      >
        {t('flow.writesAdd')}
      </Button>
    </fieldset>
  );
}

/** Takes the value from a field that is filled in at the start. */
function ValueSource({ flow, value, onChange }: { flow: WorkflowDoc; value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation('design');
  const inputs = useInputFields(flow).map(({ key, title }) => ({ value: `input.${key}`, label: title }));
  const known = inputs.some((one) => one.value === value) ? value : 'formula';
  return (
    <Select
      aria-label={t('flow.valueFrom')}
      options={[...inputs, { value: 'formula', label: t('flow.formula.title') }]}
      value={known}
      onChange={(next: string) => next !== 'formula' && onChange(next)}
    />
  );
}
