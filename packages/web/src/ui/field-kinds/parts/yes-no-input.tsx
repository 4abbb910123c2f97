import { Switch } from 'antd';
import type { InputProps } from '../field-kind.ts';

/** A switch. */
export function YesNoInput({ id, value, onChange, disabled, autoFocus, describedBy, label, onBlur }: InputProps) {
  return (
    <Switch
      checked={value === true}
      onChange={(next) => {
        onChange(next);
        onBlur?.();
      }}
      {...(id ? { id } : {})}
      {...(disabled ? { disabled } : {})}
      {...(autoFocus ? { autoFocus } : {})}
      {...(describedBy ? { 'aria-describedby': describedBy } : {})}
      {...(label ? { 'aria-label': label } : {})}
    />
  );
}
