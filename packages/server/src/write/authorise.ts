import { allows, creatableFields, type FieldAccess, planFor, visibleFields } from '@formwright/access';
import { AppError, type Entity, type Problem, pointer, type RecordAction, type RecordData } from '@formwright/metadata';
import type { Principal } from '../store/principal.ts';
import { lastSeen, toData } from '../store/record-view.ts';
import type { StoredRecord } from '../store/rows.ts';
import type { PlannedIntent } from './plan.ts';

/** Fields somebody may see of a record, and whether they may write them. */
export type Plan = ReadonlyMap<string, FieldAccess>;

/** Step 1 for an existing record: may it be seen (else NOT_FOUND), acted upon (else FORBIDDEN), and its named fields written? */
export function authoriseExisting(plan: PlannedIntent, record: StoredRecord | undefined, action: RecordAction): Plan {
  if (!record) throw new AppError('NOT_FOUND');
  const data = toData(record);
  const granted = grantOn(plan, record._id.toString());
  if (!granted && !allows(plan.access, 'read', data)) throw new AppError('NOT_FOUND');
  const allowed = allows(plan.access, action, data) || (granted !== undefined && action === 'update');
  if (!allowed) throw new AppError('FORBIDDEN');
  return widen(planFor(plan.access, data), granted);
}

/** Step 1 for a new record as it will look once filled; `given` are the values that came with the request. */
export function authoriseNew(plan: PlannedIntent, data: RecordData, given: RecordData): Plan {
  const shown = visibleFields(plan.access);
  if (fillsEverything(plan.principal)) return shown;
  if (!allows(plan.access, 'create', data)) {
    refuseFields(plan.target.entity, given, shown);
    throw new AppError('FORBIDDEN');
  }
  const writable = creatableFields(plan.access, data);
  return new Map([...shown.keys()].map((key) => [key, writable.has(key) ? 'write' : 'read']));
}

/** Refuses fields one may not write first (403), so that no answer tells more about them. Answers the unknown and read-only ones, to be told with all else that is wrong (422). */
export function refuseFields(entity: Entity, values: RecordData, plan: Plan): Problem[] {
  const forbidden: Problem[] = [];
  const wrong: Problem[] = [];
  for (const key of Object.keys(values)) {
    const field = entity.fields.get(key);
    const path = pointer(key);
    if (!field) wrong.push({ path, code: 'UNKNOWN_FIELD', params: { field: key.slice(0, 63) } });
    else if (field.system) wrong.push({ path, code: 'READ_ONLY' });
    else if (plan.get(key) === 'write') continue;
    else if (field.readOnly && plan.has(key)) wrong.push({ path, code: 'READ_ONLY' });
    else forbidden.push({ path, code: 'FIELD_FORBIDDEN' });
  }
  if (forbidden.length > 0) throw new AppError('FIELD_FORBIDDEN', { details: forbidden });
  return wrong;
}

/** The plan of a principal that may also fill what only the product fills. */
export function widenForProduct(principal: Principal, plan: Plan): Plan {
  return fillsEverything(principal) ? new Map([...plan.keys()].map((key) => [key, 'write'])) : plan;
}

/** Whether a principal may also write the fields that only the product fills. */
export function fillsEverything(principal: Principal): boolean {
  return principal.kind === 'system' || (principal.kind === 'workflow' && principal.as === 'system');
}

/** Refuses a write that rests on a version that is no longer true for what it writes or its rules read. */
export function refuseStale(
  record: StoredRecord,
  plan: Plan,
  request: { version: number | undefined; fields: ReadonlySet<string> | 'all' },
): void {
  const { version, fields } = request;
  if (version === undefined) return;
  const seen = lastSeen(record, plan).number;
  const isTouched = ([key, number]: [string, number]) => number > version && plan.has(key) && (fields === 'all' || fields.has(key));
  if (version > seen || Object.entries(record.n).some(isTouched)) throw new AppError('STALE_VERSION');
}

function grantOn({ principal, target }: PlannedIntent, record: string): Plan | undefined {
  const grant = 'grant' in principal ? principal.grant : undefined;
  return grant && grant.app === target.app.key && grant.entity === target.key && grant.record === record ? grant.fields : undefined;
}

function widen(plan: Plan, grant: Plan | undefined): Plan {
  if (!grant) return plan;
  const both = new Map(plan);
  for (const [key, right] of grant) if (both.get(key) !== 'write') both.set(key, right);
  return both;
}
