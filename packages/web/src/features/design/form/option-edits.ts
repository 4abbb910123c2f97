import type { Color, Field, FieldOption } from '@formwright/metadata';
import { newKey } from '../state/new-key.ts';

const palette: readonly Color[] = ['blue', 'green', 'amber', 'plum', 'teal', 'indigo', 'olive', 'orange', 'red', 'grey'];

/** The options of a field with the values its JSON Schema allows kept in step. */
export function withOptions(field: Field, options: readonly FieldOption[]): Field {
  const values = options.map((option) => option.value);
  const settings = { ...field['x-field'], options: [...options] };
  if (field['x-field'].type === 'choice') return { ...field, enum: values, 'x-field': settings };
  if (field.items?.enum === undefined) return { ...field, 'x-field': settings };
  return { ...field, items: { ...field.items, enum: values }, 'x-field': settings };
}

/** A further option; its value is new for ever, its colour the least used. */
export function addOption(options: readonly FieldOption[], label: string): FieldOption[] {
  const value = newKey(
    'option',
    options.map((option) => option.value),
  );
  return [...options, { value, label, color: leastUsed(options) }];
}

/** Changes label or colour of one option. */
export function changeOption(options: readonly FieldOption[], value: string, change: Partial<Omit<FieldOption, 'value'>>): FieldOption[] {
  return options.map((option) => (option.value === value ? { ...option, ...change } : option));
}

/** Removes an option; the last one stays. */
export function removeOption(options: readonly FieldOption[], value: string): FieldOption[] {
  return options.length <= 1 ? [...options] : options.filter((option) => option.value !== value);
}

/** Moves an option up or down. */
export function stepOption(options: readonly FieldOption[], value: string, by: -1 | 1): FieldOption[] {
  const at = options.findIndex((option) => option.value === value);
  const option = options[at];
  if (option === undefined || at + by < 0 || at + by >= options.length) return [...options];
  const rest = options.filter((one) => one !== option);
  rest.splice(at + by, 0, option);
  return rest;
}

function leastUsed(options: readonly FieldOption[]): Color {
  const used = (color: Color) => options.filter((option) => (option.color ?? 'grey') === color).length;
  return [...palette].sort((a, b) => used(a) - used(b))[0] ?? 'grey';
}
