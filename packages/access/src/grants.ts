import type { Entity, FieldRight, Filter, Grant, RecordAction, RoleDoc, Scope } from '@formwright/metadata';
import { resolveFilter } from '@formwright/metadata';
import type { AccessFacts, HeldRoles } from './facts.ts';

/** A field one may see: only looked at, or also written. */
export type FieldAccess = 'read' | 'write';

/** One grant with its scope worked out for one person at one moment. */
export interface BoundGrant {
  /** Role it comes from; null for an admin's right to everything. */
  role: string | null;
  actions: ReadonlySet<RecordAction>;
  scope: Filter;
  /** Fields it shows; hidden ones are absent. */
  fields: ReadonlyMap<string, FieldAccess>;
}

const every: Filter = { all: [] };
const allActions: readonly RecordAction[] = ['read', 'create', 'update', 'delete', 'export', 'import', 'comment'];

/** The grants a person holds on one entity; an admin holds one that allows everything. */
export function bindGrants(entity: Entity, held: HeldRoles, facts: AccessFacts): BoundGrant[] {
  if (held.kind === 'admin') return [{ role: null, actions: new Set(allActions), scope: every, fields: fieldsOf(entity, undefined) }];
  return held.roles.flatMap((role) => ofRole(role, entity, facts));
}

function ofRole(role: RoleDoc, entity: Entity, facts: AccessFacts): BoundGrant[] {
  return role.grants
    .filter((grant) => grant.entity === entity.key)
    .map((grant) => ({
      role: role.key,
      actions: new Set(grant.actions),
      scope: scopeOf(grant.scope, entity, facts),
      fields: fieldsOf(entity, grant.fields),
    }));
}

function scopeOf(scopes: readonly Scope[], entity: Entity, facts: AccessFacts): Filter {
  const parts = scopes.map((scope) => ('filter' in scope ? resolveFilter(scope.filter, facts, entity) : ofKind(scope.kind, entity, facts)));
  const [only] = parts;
  return only !== undefined && parts.length === 1 ? only : { any: parts };
}

function ofKind(kind: 'all' | 'own' | 'department' | 'reports', entity: Entity, facts: AccessFacts): Filter {
  const field = entity.ownerField.key;
  switch (kind) {
    case 'all':
      return every;
    case 'own':
      return { field, op: 'eq', value: facts.me };
    case 'department':
      return { field, op: 'in', value: [...facts.departmentPeople] };
    case 'reports':
      return { field, op: 'in', value: [...facts.myReports] };
  }
}

function fieldsOf(entity: Entity, plan: Grant['fields']): ReadonlyMap<string, FieldAccess> {
  const named = new Map(Object.entries(plan?.fields ?? {}));
  const shown = new Map<string, FieldAccess>();
  for (const field of entity.fields.values()) {
    const right: FieldRight = field.system ? 'read' : (named.get(field.key) ?? plan?.default ?? 'write');
    if (right !== 'hidden') shown.set(field.key, right === 'write' && !field.readOnly ? 'write' : 'read');
  }
  return shown;
}
