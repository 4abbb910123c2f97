import { Select } from 'antd';
import { useState } from 'react';
import { RecordTitle } from '../../records/record-title.tsx';
import { useRecordChoices } from '../../records/use-record-choices.ts';
import type { InputProps } from '../field-kind.ts';
import { inputBasics } from './input-basics.ts';

/** One record of the related entity, found by typing. */
export function RelationInput(props: InputProps) {
  const [search, setSearch] = useState('');
  const [open, setOpen] = useState(props.inCell === true);
  const { choices, loading } = useRecordChoices({ app: props.app, field: props.field, search, enabled: open });
  return (
    <Select<string>
      {...inputBasics(props)}
      allowClear={!props.field.required}
      showSearch={{ filterOption: false, onSearch: setSearch }}
      open={open}
      onOpenChange={setOpen}
      loading={loading}
      value={typeof props.value === 'string' ? props.value : null}
      options={choices.map(({ id, title, hint }) => ({ value: id, label: title, hint }))}
      optionRender={({ data }) => (
        <span style={{ display: 'flex', gap: 12, justifyContent: 'space-between' }}>
          <span>{data.label}</span>
          <span style={{ color: 'var(--fw-text-tertiary)' }}>{data.hint}</span>
        </span>
      )}
      labelRender={({ value }) => <RecordTitle app={props.app} to={props.field.to} id={String(value)} />}
      onChange={(next: string | undefined) => props.onChange(next ?? undefined)}
    />
  );
}
