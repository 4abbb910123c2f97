import { Rate } from 'antd';
import type { InputProps } from '../field-kind.ts';

/** Stars. */
export function RatingInput({ value, field, onChange, disabled, autoFocus }: InputProps) {
  return (
    <Rate
      count={field.document['x-field'].max ?? 5}
      value={typeof value === 'number' ? value : 0}
      onChange={(next) => onChange(next === 0 ? undefined : next)}
      {...(disabled ? { disabled } : {})}
      {...(autoFocus ? { autoFocus } : {})}
    />
  );
}
