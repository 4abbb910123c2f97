import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePeople } from '../../api/use-people.ts';
import { RecordTitle } from '../../records/record-title.tsx';
import { useRecordChoices } from '../../records/use-record-choices.ts';
import type { FilterValueProps } from '../field-kind.ts';
import { listOf } from './input-basics.ts';

interface Choice {
  value: string;
  label: string;
}

/** One or several of the field's options. */
export function OptionFilter(props: FilterValueProps) {
  const options = props.field.document['x-field'].options ?? [];
  return <Choose {...props} choices={options.map(({ value, label }) => ({ value, label }))} />;
}

/** People, and me, my department, those whose manager I am. */
export function MemberFilter(props: FilterValueProps) {
  const { t } = useTranslation('fields');
  const { people } = usePeople();
  const several = props.op === 'in' || props.op === 'nin';
  const dynamic = several ? ['myReports', 'me'] : ['me'];
  return (
    <Choose
      {...props}
      dynamic={dynamic.map((value) => ({ value, label: t(`dynamic.${value}`) }))}
      choices={people.map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}

/** Departments, and mine. */
export function DepartmentFilter(props: FilterValueProps) {
  const { t } = useTranslation('fields');
  const { departments } = usePeople();
  const several = props.op === 'in' || props.op === 'nin';
  const name = several ? 'myDepartments' : 'myDepartment';
  return (
    <Choose
      {...props}
      dynamic={[{ value: name, label: t(`dynamic.${name}`) }]}
      choices={departments.map((each) => ({ value: each.id, label: each.name }))}
    />
  );
}

/** Related records, found by typing. */
export function RelationFilter(props: FilterValueProps) {
  const { op, value, onChange, label, app, field } = props;
  const [search, setSearch] = useState('');
  const { choices } = useRecordChoices({ app, field, search, enabled: true });
  const several = op === 'in' || op === 'nin';
  return (
    <Select
      aria-label={label}
      style={{ width: '100%' }}
      showSearch={{ filterOption: false, onSearch: setSearch }}
      {...(several ? { mode: 'multiple' as const } : {})}
      value={several ? listOf(value) : typeof value === 'string' ? value : null}
      options={choices.map(({ id, title }) => ({ value: id, label: title }))}
      labelRender={({ value: id }) => <RecordTitle app={app} to={field.to} id={String(id)} />}
      onChange={onChange}
    />
  );
}

/** Picks constants, or one value that is worked out when the filter runs. */
function Choose({ op, value, onChange, label, choices, dynamic = [] }: FilterValueProps & { choices: Choice[]; dynamic?: Choice[] }) {
  const several = op === 'in' || op === 'nin';
  const dynamicNames = new Set(dynamic.map((each) => each.value));
  const chosen = typeof value === 'object' && value !== null && 'dynamic' in value ? String(value.dynamic) : undefined;
  const toValue = (next: string | string[]) => {
    const last = Array.isArray(next) ? next.at(-1) : next;
    if (last !== undefined && dynamicNames.has(last)) return { dynamic: last };
    return Array.isArray(next) ? next.filter((each) => !dynamicNames.has(each)) : next;
  };
  return (
    <Select
      aria-label={label}
      style={{ width: '100%' }}
      showSearch={{ optionFilterProp: 'label' }}
      {...(several ? { mode: 'multiple' as const } : {})}
      value={several ? (chosen ? [chosen] : listOf(value)) : (chosen ?? (typeof value === 'string' ? value : null))}
      options={[...dynamic, ...choices]}
      onChange={(next) => onChange(next === null ? undefined : toValue(next))}
    />
  );
}
