import { type Principal, personOf } from '../store/principal.ts';
import type { ChangeAuthor, ChangeRow } from '../store/rows.ts';

/** Who a change is by, as it is kept. */
export function authorship(principal: Principal): Pick<ChangeRow, 'by' | 'onBehalfOf' | 'origin' | 'depth'> {
  const depth = principal.kind === 'workflow' ? principal.depth : 0;
  const by = authorOf(principal);
  if (principal.kind !== 'workflow') return { by, origin: principal.origin, depth };
  return { by, onBehalfOf: { id: principal.onBehalfOf.id, name: principal.onBehalfOf.name }, origin: principal.origin, depth };
}

/** Id that a record's createdBy and updatedBy hold: the person who acts or is acted for, else null. */
export function writerId(principal: Principal): string | null {
  return personOf(principal)?.id ?? null;
}

function authorOf(principal: Principal): ChangeAuthor {
  switch (principal.kind) {
    case 'user':
    case 'key':
      return { id: principal.person.id, name: principal.person.name };
    case 'link':
    case 'workflow':
      return { id: principal.id, name: principal.name };
    case 'system':
      return { id: `system:${principal.job}`, name: principal.job };
  }
}
