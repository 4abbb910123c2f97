import type { InputProps } from '../field-kind.ts';

/** What every antd input takes from ours. */
export function inputBasics({ id, disabled, autoFocus, invalid, describedBy, label, onBlur, field }: InputProps) {
  const placeholder = field.document['x-field'].placeholder;
  return {
    ...(id ? { id } : {}),
    ...(disabled ? { disabled } : {}),
    ...(autoFocus ? { autoFocus } : {}),
    ...(invalid ? { status: 'error' as const, 'aria-invalid': true } : {}),
    ...(describedBy ? { 'aria-describedby': describedBy } : {}),
    ...(label ? { 'aria-label': label } : {}),
    ...(placeholder ? { placeholder } : {}),
    ...(onBlur ? { onBlur } : {}),
    style: { width: '100%' },
  };
}

/** The value as the text of an input. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

/** The value as a list of texts. */
export function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}

/** A list as it is stored: empty is undefined. */
export function storedList(values: readonly string[]): string[] | undefined {
  return values.length === 0 ? undefined : [...values];
}
