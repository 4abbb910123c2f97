import type { FilterFacts, RoleDoc } from '@formwright/metadata';

/** What scopes are worked out from: who asks, when, and whose people they are. */
export interface AccessFacts extends FilterFacts {
  /** Ids of everybody in the person's department, themselves too; empty without a department. */
  departmentPeople: readonly string[];
}

/** What a principal holds in one app: everything, or the grants of some roles. */
export type HeldRoles = { kind: 'admin' } | { kind: 'roles'; roles: readonly RoleDoc[] };
