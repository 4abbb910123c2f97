import type { FieldOption } from '@formwright/metadata';
import { Select } from 'antd';
import { OptionTag } from '../../option-tag/option-tag.tsx';
import type { InputProps } from '../field-kind.ts';
import { inputBasics, listOf, storedList } from './input-basics.ts';

/** One of the options. */
export function OptionInput(props: InputProps) {
  return (
    <Select<string>
      {...inputBasics(props)}
      allowClear={!props.field.required}
      showSearch={{ optionFilterProp: 'label' }}
      {...(props.inCell ? { defaultOpen: true } : {})}
      value={typeof props.value === 'string' ? props.value : null}
      options={choicesOf(props)}
      optionRender={({ value }) => <Tag options={optionsOf(props)} value={value} />}
      labelRender={({ value }) => <Tag options={optionsOf(props)} value={value} />}
      onChange={(next: string | undefined) => props.onChange(next ?? undefined)}
    />
  );
}

/** Any of the options. */
export function OptionsInput(props: InputProps) {
  return <ManySelect {...props} mode="multiple" />;
}

/** Words of one's own; the options are suggestions. */
export function TagsInput(props: InputProps) {
  return <ManySelect {...props} mode="tags" />;
}

function ManySelect({ mode, ...props }: InputProps & { mode: 'multiple' | 'tags' }) {
  return (
    <Select<string[]>
      {...inputBasics(props)}
      mode={mode}
      allowClear
      tokenSeparators={mode === 'tags' ? [',', '，', '、'] : []}
      showSearch={{ optionFilterProp: 'label' }}
      {...(props.inCell ? { defaultOpen: true } : {})}
      value={listOf(props.value)}
      options={choicesOf(props)}
      optionRender={({ value }) => <Tag options={optionsOf(props)} value={value} />}
      onChange={(next) => props.onChange(storedList(next))}
    />
  );
}

function optionsOf({ field }: InputProps): FieldOption[] {
  return field.document['x-field'].options ?? [];
}

function choicesOf(props: InputProps) {
  return optionsOf(props).map(({ value, label }) => ({ value, label }));
}

function Tag({ options, value }: { options: FieldOption[]; value: string | number | undefined }) {
  const option = options.find((each) => each.value === value);
  return <OptionTag label={option?.label ?? String(value ?? '')} {...(option?.color ? { color: option.color } : {})} />;
}
