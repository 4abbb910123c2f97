import type { Field, FieldOption } from '../generated/documents.ts';

/** The option a stored value names, or undefined. */
export function optionOf(field: Field, value: unknown): FieldOption | undefined {
  return field['x-field'].options?.find((option) => option.value === value);
}

/** What people read for a stored value: its label, or the value itself when the option is gone. */
export function optionLabel(field: Field, value: unknown): string {
  return optionOf(field, value)?.label ?? (typeof value === 'string' ? value : '');
}

/** The stored value for a value or label that a person wrote. */
export function optionValue(field: Field, text: string): string {
  const trimmed = text.trim();
  if (optionOf(field, trimmed)) return trimmed;
  return field['x-field'].options?.find((option) => option.label === trimmed)?.value ?? trimmed;
}

/** Two options to begin with. */
export const firstOptions: FieldOption[] = [
  { value: 'a', label: '选项一', color: 'blue' },
  { value: 'b', label: '选项二', color: 'green' },
];
