import { type EntityField, type Locale, systemFields, type WorkflowDoc } from '@formwright/metadata';
import { Button, Segmented, Select } from 'antd';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../../../../ui/preferences/preferences.ts';
import { comparisonsOf } from '../condition/comparisons.ts';
import { type Comparison, type Condition, fromFormula, type Term, toFormula } from '../condition/condition-formula.ts';
import styles from '../flow-designer.module.css';
import { neverTrue } from '../flow-edits.ts';
import { FormulaInput } from './formula-input.tsx';
import { TermValue } from './term-value.tsx';
import { useEntityFields, useInputFields } from './use-entity-fields.ts';

interface ConditionEditorProps {
  label: string;
  flow: WorkflowDoc;
  /** The formula; undefined for none. */
  value: string | undefined;
  /** Whether it may be left out. */
  optional?: boolean;
  onChange: (value: string | undefined) => void;
}

/** A condition, built line by line or written as a formula. */
export function ConditionEditor({ label, flow, value, optional = false, onChange }: ConditionEditorProps) {
  const { t } = useTranslation('design');
  const simple = value === undefined || value === neverTrue ? { join: 'and' as const, terms: [] } : fromFormula(value);
  const [mode, setMode] = useState<'lines' | 'formula'>(simple ? 'lines' : 'formula');
  // Lines that are not complete have no formula yet, so they are kept here until they have one.
  const [draft, setDraft] = useState<Condition | undefined>(simple);
  const lines = draft && (toFormula(draft) === value || toFormula(draft) === undefined) ? draft : simple;
  const change = (next: Condition) => {
    setDraft(next);
    const formula = toFormula(next);
    if (formula !== undefined) onChange(formula);
    else if (next.terms.length === 0) onChange(optional ? undefined : neverTrue);
  };
  return (
    <fieldset className={styles.rules}>
      <legend>
        {label}
        <Segmented
          size="small"
          value={lines ? mode : 'formula'}
          disabled={!lines}
          onChange={setMode}
          options={[
            { value: 'lines' as const, label: t('condition.lines') },
            { value: 'formula' as const, label: t('flow.formula.title') },
          ]}
        />
      </legend>
      {lines && mode === 'lines' ? (
        <Lines flow={flow} condition={lines} onChange={change} />
      ) : (
        <FormulaInput
          label={label}
          value={value === neverTrue ? '' : (value ?? '')}
          onChange={(formula) => onChange(formula === '' && optional ? undefined : formula)}
        />
      )}
    </fieldset>
  );
}

function Lines({ flow, condition, onChange }: { flow: WorkflowDoc; condition: Condition; onChange: (condition: Condition) => void }) {
  const { t } = useTranslation('design');
  const record = useEntityFields(flow.trigger.entity);
  const input = useInputFields(flow);
  const first = input[0] ? `input.${input[0].key}` : `record.${record[0]?.key ?? ''}`;
  const setTerm = (at: number, term: Term) =>
    onChange({ ...condition, terms: condition.terms.map((one, index) => (index === at ? term : one)) });
  return (
    <>
      {condition.terms.length > 1 ? (
        <Segmented
          size="small"
          value={condition.join}
          onChange={(join) => onChange({ ...condition, join })}
          options={(['and', 'or'] as const).map((join) => ({ value: join, label: t(`condition.${join}`) }))}
        />
      ) : null}
      {condition.terms.map((term, index) => (
        <Line
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity of their own
          key={index}
          term={term}
          record={record}
          input={input}
          onChange={(next) => setTerm(index, next)}
          onRemove={() => onChange({ ...condition, terms: condition.terms.filter((_, at) => at !== index) })}
        />
      ))}
      <Button
        type="link"
        size="small"
        icon={<Plus size={14} strokeWidth={2} />}
        onClick={() => onChange({ ...condition, terms: [...condition.terms, termOf(first, 'eq')] })}
      >
        {t('condition.add')}
      </Button>
    </>
  );
}

interface LineProps {
  term: Term;
  record: readonly EntityField[];
  input: readonly EntityField[];
  onChange: (term: Term) => void;
  onRemove: () => void;
}

function Line({ term, record, input, onChange, onRemove }: LineProps) {
  const { t } = useTranslation('design');
  const locale: Locale = usePreferences((state) => state.locale);
  const path = `${term.source}.${term.field}`;
  const field = (term.source === 'input' ? input : record).find(({ key }) => key === term.field) ?? systemFields.get(term.field);
  const option = (source: Term['source']) => (one: EntityField) => ({ value: `${source}.${one.key}`, label: one.title });
  const groups = [
    { label: t('condition.input'), options: input.map(option('input')) },
    { label: t('condition.record'), options: record.map(option('record')) },
  ].filter(({ options }) => options.length > 0);
  const comparisons = comparisonsOf(field).map((op) => ({ value: op, label: t(`condition.op.${op}`) }));
  return (
    <div className={styles.term} lang={locale}>
      <Select
        aria-label={t('flow.field')}
        showSearch={{ optionFilterProp: 'label' }}
        options={groups}
        value={path}
        onChange={(next: string) => onChange(termOf(next, 'eq'))}
      />
      <Select
        aria-label={t('condition.compare')}
        options={comparisons}
        value={term.op}
        onChange={(op: Comparison) => onChange(withoutValue(term, op))}
      />
      <TermValue
        term={term}
        field={field}
        onChange={(value) => onChange(value === undefined ? withoutValue(term, term.op) : { ...term, value })}
      />
      <Button type="text" size="small" aria-label={t('condition.remove')} icon={<X size={16} strokeWidth={1.75} />} onClick={onRemove} />
    </div>
  );
}

function termOf(path: string, op: Comparison): Term {
  const [source, field = ''] = path.split('.');
  return { source: source === 'input' ? 'input' : 'record', field, op };
}

function withoutValue({ source, field, op: before, value }: Term, op: Comparison): Term {
  const keeps = before !== op && value !== undefined && !Array.isArray(value) && op !== 'in' && op !== 'empty' && op !== 'notEmpty';
  return { source, field, op, ...(keeps ? { value } : {}) };
}
