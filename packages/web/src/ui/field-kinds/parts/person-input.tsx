import { Select } from 'antd';
import { usePeople } from '../../api/use-people.ts';
import { Person } from '../../avatar/avatar.tsx';
import type { InputProps } from '../field-kind.ts';
import { inputBasics, listOf, storedList } from './input-basics.ts';

/** One colleague. */
export function MemberInput(props: InputProps) {
  const { people, personName } = usePeople();
  return (
    <Select<string>
      {...inputBasics(props)}
      allowClear={!props.field.required}
      showSearch={{ optionFilterProp: 'label' }}
      {...(props.inCell ? { defaultOpen: true } : {})}
      value={typeof props.value === 'string' ? props.value : null}
      options={people.filter(({ active, id }) => active || id === props.value).map(({ id, name }) => ({ value: id, label: name }))}
      optionRender={({ value, label }) => <Person name={String(label)} id={String(value)} />}
      labelRender={({ value }) => <Person name={personName(String(value)) ?? '…'} id={String(value)} />}
      onChange={(next: string | undefined) => props.onChange(next ?? undefined)}
    />
  );
}

/** Several colleagues. */
export function MembersInput(props: InputProps) {
  const { people } = usePeople();
  return (
    <Select<string[]>
      {...inputBasics(props)}
      mode="multiple"
      showSearch={{ optionFilterProp: 'label' }}
      value={listOf(props.value)}
      options={people.filter(({ active }) => active).map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(next) => props.onChange(storedList(next))}
    />
  );
}

/** One department. */
export function DepartmentInput(props: InputProps) {
  const { departments } = usePeople();
  return (
    <Select<string>
      {...inputBasics(props)}
      allowClear={!props.field.required}
      showSearch={{ optionFilterProp: 'label' }}
      {...(props.inCell ? { defaultOpen: true } : {})}
      value={typeof props.value === 'string' ? props.value : null}
      options={departments.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(next: string | undefined) => props.onChange(next ?? undefined)}
    />
  );
}
