import type { FieldTypeName } from '@formwright/metadata';
import { fieldKind } from './field-kinds.ts';

/** The sign of a kind of field. */
export function KindIcon({ type, size = 16 }: { type: FieldTypeName; size?: number }) {
  const { Icon } = fieldKind(type);
  return <Icon size={size} strokeWidth={size < 14 ? 2 : 1.75} aria-hidden />;
}
