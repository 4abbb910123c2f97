import type { EntityField } from '@formwright/metadata';
import { Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { fieldKind } from '../../../../ui/field-kinds/field-kinds.ts';
import { useDesign } from '../../state/design-context.tsx';
import type { Constant, Term } from '../condition/condition-formula.ts';

/** The constant a line compares with, entered as its field is. */
export function TermValue({
  term,
  field,
  onChange,
}: {
  term: Term;
  field: EntityField | undefined;
  onChange: (value: Constant | string[] | undefined) => void;
}) {
  const { t } = useTranslation('design');
  const app = useDesign((design) => design.app);
  const label = t('condition.value');
  if (term.op === 'empty' || term.op === 'notEmpty') return <span />;
  if (term.op === 'in') {
    const options = (field?.document['x-field'].options ?? []).map(({ value, label: text }) => ({ value, label: text }));
    return (
      <Select
        mode="multiple"
        aria-label={label}
        options={options}
        value={Array.isArray(term.value) ? term.value : []}
        onChange={(values: string[]) => onChange(values)}
      />
    );
  }
  if (field === undefined || term.op === 'contains' || field.type.shape === 'list') {
    return (
      <Input
        aria-label={label}
        value={typeof term.value === 'string' ? term.value : ''}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  }
  const Kind = fieldKind(field.typeName).Input;
  return (
    <Kind app={app} field={field} label={label} value={term.value} onChange={(value) => onChange(isConstant(value) ? value : undefined)} />
  );
}

function isConstant(value: unknown): value is Constant {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
