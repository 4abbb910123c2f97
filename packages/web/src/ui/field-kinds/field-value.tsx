import type { ValueProps } from './field-kind.ts';
import { fieldKind } from './field-kinds.ts';

/** A value as its kind shows it; a dash for nothing. */
export function FieldValue(props: ValueProps) {
  const { value, field } = props;
  if (isEmpty(value)) return <span style={{ color: 'var(--fw-text-tertiary)' }}>—</span>;
  const { Cell } = fieldKind(field.typeName);
  return <Cell {...props} />;
}

/** A value where there is little room, as on cards of a list; never asked for an empty one. */
export function BriefValue(props: Omit<ValueProps, 'listed'>) {
  const { Brief, Cell } = fieldKind(props.field.typeName);
  const Value = Brief ?? Cell;
  return <Value {...props} listed />;
}

/** Whether there is nothing to show. */
export function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
