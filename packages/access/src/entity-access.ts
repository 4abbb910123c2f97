import { type Entity, type Filter, matchesFilter, type RecordAction, type RecordData } from '@formwright/metadata';
import type { AccessFacts, HeldRoles } from './facts.ts';
import { type BoundGrant, bindGrants, type FieldAccess } from './grants.ts';

/** What one principal may do with the records of one entity, at one moment. */
export interface EntityAccess {
  readonly entity: Entity;
  readonly grants: readonly BoundGrant[];
  /** Same text, same rights: for caches and for sharing one evaluation among sockets. */
  readonly fingerprint: string;
}

/** Works out a principal's access to one entity. No grant means no access: there is no default right. */
export function compileAccess(entity: Entity, held: HeldRoles, facts: AccessFacts): EntityAccess {
  const grants = bindGrants(entity, held, facts);
  const fingerprint = JSON.stringify(grants.map(({ actions, scope, fields }) => [[...actions].sort(), scope, [...fields]]));
  return { entity, grants, fingerprint };
}

/** Actions held on at least some records. */
export function actionsOf(access: EntityAccess): Set<RecordAction> {
  return new Set(access.grants.flatMap((grant) => [...grant.actions]));
}

/**
 * The records with which an action is allowed; null when with none at all. With `asking`, only those on which these fields may
 * be asked for: a filter that somebody else wrote then tells nothing of the others.
 */
export function scopeFor(access: EntityAccess, action: RecordAction, asking: Iterable<string> = []): Filter | null {
  const asked = [...asking];
  const open = granting(access, action).filter((grant) => asked.length === 0 || isWithin(asked, askableUnder(access.entity, grant)));
  const scopes = open.map((grant) => grant.scope);
  const [only] = scopes;
  if (only === undefined) return null;
  return scopes.length === 1 ? only : { any: scopes };
}

/** Whether an action is allowed with this record. */
export function allows(access: EntityAccess, action: RecordAction, record: RecordData): boolean {
  return granting(access, action).some((grant) => matchesFilter(grant.scope, record, access.entity));
}

/** Fields that may be read on at least some records: the ones documents may name. */
export function visibleFields(access: EntityAccess): Map<string, FieldAccess> {
  return union(granting(access, 'read').concat(granting(access, 'create')), new Set(access.entity.fields.keys()));
}

/**
 * Fields that may stand in a filter, sort, group or search: those readable on every record in scope.
 * A field readable only on some would tell, by count or order, what it holds on the others. Number, time and author of the last
 * change may be asked for only by who sees every field: to anybody else they would tell of edits to what is hidden.
 */
export function queryFields(access: EntityAccess): Set<string> {
  const [first, ...rest] = granting(access, 'read').map((grant) => askableUnder(access.entity, grant));
  if (first === undefined) return new Set();
  return new Set([...first].filter((key) => rest.every((askable) => askable.has(key))));
}

/** Whether every reading grant shows the same fields, so that planFor need not look at the record. */
export function isUniform(access: EntityAccess): boolean {
  const [first, ...rest] = granting(access, 'read');
  return (
    first === undefined ||
    rest.every((grant) => grant.fields.size === first.fields.size && [...first.fields.keys()].every((key) => grant.fields.has(key)))
  );
}

/** The field plan of one record: what the grants that cover it show, and what those that allow updating it let one write. */
export function planFor(access: EntityAccess, record: RecordData): Map<string, FieldAccess> {
  const covering = (action: RecordAction) => granting(access, action).filter((grant) => matchesFilter(grant.scope, record, access.entity));
  const readable = union(covering('read'), new Set(access.entity.fields.keys()));
  const writable = union(covering('update'), new Set(readable.keys()));
  return new Map([...readable.keys()].map((key) => [key, writable.get(key) === 'write' ? 'write' : 'read']));
}

/** Fields that may be given to a new record that will look like this. */
export function creatableFields(access: EntityAccess, record: RecordData): Set<string> {
  const covering = granting(access, 'create').filter((grant) => matchesFilter(grant.scope, record, access.entity));
  return new Set([...union(covering, new Set(access.entity.fields.keys()))].filter(([, right]) => right === 'write').map(([key]) => key));
}

const ofLastChange: ReadonlySet<string> = new Set(['version', 'updatedAt', 'updatedBy']);

function askableUnder(entity: Entity, { fields }: BoundGrant): Set<string> {
  const isWhole = entity.ownFields.every((field) => fields.has(field.key));
  return new Set([...fields.keys()].filter((key) => isWhole || !ofLastChange.has(key)));
}

function isWithin(keys: readonly string[], set: ReadonlySet<string>): boolean {
  return keys.every((key) => set.has(key));
}

function granting(access: EntityAccess, action: RecordAction): BoundGrant[] {
  return access.grants.filter((grant) => grant.actions.has(action));
}

function union(grants: readonly BoundGrant[], among: ReadonlySet<string>): Map<string, FieldAccess> {
  const fields = new Map<string, FieldAccess>();
  for (const grant of grants) {
    for (const [key, right] of grant.fields) if (among.has(key) && fields.get(key) !== 'write') fields.set(key, right);
  }
  return fields;
}
