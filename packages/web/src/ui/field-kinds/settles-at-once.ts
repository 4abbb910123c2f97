import type { FieldTypeName } from '@formwright/metadata';

const kinds: ReadonlySet<FieldTypeName> = new Set(['choice', 'member', 'department', 'relation', 'date', 'yesNo', 'rating', 'file']);

/** Whether editing in place is done with one choice; others are done with Enter or by leaving. */
export function settlesAtOnce(kind: FieldTypeName): boolean {
  return kinds.has(kind);
}
