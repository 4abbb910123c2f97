import type { EntityField, FilterOperator } from '@formwright/metadata';
import { Button, Select } from 'antd';
import { X } from 'lucide-react';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldKind } from '../field-kinds/field-kinds.ts';
import styles from './filter-builder.module.css';
import { type DraftTerm, keptValue, newTerm } from './filter-draft.ts';
import { operatorLabel } from './operator-label.ts';

interface FilterRowProps {
  app: string;
  fields: readonly EntityField[];
  term: DraftTerm;
  onChange: (term: DraftTerm) => void;
  onRemove: () => void;
}

/** One condition: field, comparison, value. */
export function FilterRow({ app, fields, term, onChange, onRemove }: FilterRowProps) {
  const { t } = useTranslation('filters');
  const field = fields.find(({ key }) => key === term.field);
  const chooseField = (key: string) => {
    const next = fields.find((each) => each.key === key);
    if (next) onChange({ ...newTerm(next), id: term.id });
  };
  const chooseOperator = (op: FilterOperator) => {
    const { value: _, ...rest } = term;
    const value = keptValue(term.op, op, term.value);
    onChange({ ...rest, op, ...(value === undefined ? {} : { value }) });
  };
  const Editor = field ? fieldKind(field.typeName).FilterValue : undefined;
  const valueless = term.op === 'empty' || term.op === 'notEmpty';
  return (
    <div className={styles.row}>
      <Select
        aria-label={t('field')}
        showSearch={{ optionFilterProp: 'label' }}
        className={styles.field ?? ''}
        value={term.field}
        options={fields.map(({ key, title }) => ({ value: key, label: title }))}
        onChange={chooseField}
      />
      <Select
        aria-label={t('operator')}
        className={styles.operator ?? ''}
        value={term.op}
        options={(field?.type.operators ?? []).map((op) => ({ value: op, label: operatorLabel(op, field?.type.shape, t) }))}
        onChange={chooseOperator}
      />
      <div className={styles.value}>
        {field && Editor && !valueless ? (
          <Suspense fallback={null}>
            <Editor
              app={app}
              field={field}
              op={term.op}
              value={term.value}
              label={t('value', { field: field.title })}
              onChange={(value) => onChange({ ...term, value })}
            />
          </Suspense>
        ) : null}
      </div>
      <Button type="text" size="small" aria-label={t('remove')} icon={<X size={14} strokeWidth={2} />} onClick={onRemove} />
    </div>
  );
}
