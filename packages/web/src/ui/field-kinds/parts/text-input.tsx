import { Input } from 'antd';
import type { InputProps } from '../field-kind.ts';
import { inputBasics, textOf } from './input-basics.ts';

/** One line of text. */
export function TextInput(props: InputProps) {
  return (
    <Input
      {...inputBasics(props)}
      value={textOf(props.value)}
      onChange={(event) => props.onChange(event.target.value === '' ? undefined : event.target.value)}
    />
  );
}

/** Several lines of text; grows with what is written. */
export function LongTextInput(props: InputProps) {
  return (
    <Input.TextArea
      {...inputBasics(props)}
      autoSize={{ minRows: 2, maxRows: 12 }}
      value={textOf(props.value)}
      onChange={(event) => props.onChange(event.target.value === '' ? undefined : event.target.value)}
    />
  );
}
