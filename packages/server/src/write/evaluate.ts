import { allows, planFor, queryFields } from '@formwright/access';
import { AppError, compiledRules, isEmptyValue, type RecordData } from '@formwright/metadata';
import { presentRecord, toData } from '../store/record-view.ts';
import type { StoredRecord } from '../store/rows.ts';
import type { Services } from '../store/services.ts';
import { authoriseExisting, authoriseNew, fillsEverything, type Plan, refuseFields, refuseStale, widenForProduct } from './authorise.ts';
import { changedFields, deriveValues, sortValues } from './derive.ts';
import { fillDefaults } from './fill.ts';
import type { WriteResult } from './intent.ts';
import { upsertField, upsertValue } from './load.ts';
import { serialFields } from './number.ts';
import type { PlannedIntent } from './plan.ts';
import { removeRecord, restoreRecord } from './remove.ts';
import { newRecord, nextRecord, plainRecord, stageWrite } from './stage-record.ts';
import { currentRecord, lookupName, type Staged, slotName, type Unit } from './unit.ts';
import { validateCandidate } from './validate.ts';

/** What an intent came to, the record as its writer may see it. */
export type Done = Extract<WriteResult, { ok: true }>;

/** The unit of work, and the stage that the intent adds to. */
export interface Work {
  unit: Unit;
  stage: Staged;
}

/** Steps 1 to 5 for one intent, on what was loaded. Reads nothing more, so that trying it again is harmless. Throws the AppError that refuses it. */
export function evaluateIntent(services: Services, plan: PlannedIntent, work: Work): Done {
  const { intent, target } = plan;
  switch (intent.do) {
    case 'create':
      return create(services, plan, { work, values: intent.values });
    case 'update':
      return update(services, plan, { work, id: intent.id, values: intent.values, version: intent.version });
    case 'delete':
      return removeRecord(services, plan, { work, id: intent.id, version: intent.version });
    case 'restore':
      return restoreRecord(services, plan, { work, id: intent.id });
    case 'upsert': {
      const id = findUpsert(plan, work.unit, target.entity.fields.has(intent.by));
      return id === undefined
        ? create(services, plan, { work, values: intent.values })
        : update(services, plan, { work, id, values: intent.values });
    }
  }
}

function create(services: Services, plan: PlannedIntent, request: { work: Work; values: RecordData }): Done {
  const { work } = request;
  const { timeZone } = services.organisation();
  const { entity } = plan.target;
  const filled = deriveValues(entity, {}, fillDefaults(plan, request.values, timeZone));
  const rights = widenForProduct(plan.principal, authoriseNew(plan, lookOf(plan, filled), request.values));
  const wrong = refuseFields(entity, request.values, rights);
  const values = withNumbers(plan, filled);
  const changed = new Set(Object.keys(values));
  validateCandidate(services, { plan, id: plan.newId, values, changed, rights, wrong, isNew: true }, work);
  if (currentRecord(work.unit, slotName(plan.target, plan.newId))) throw new AppError('ALREADY_EXISTS', { params: { what: 'id' } });
  const after = newRecord(plan, plan.newId, values);
  stageWrite(plan, work.stage, { target: plan.target, id: plan.newId, kind: 'create', before: undefined, after });
  return toDone(plan, { after, rights, did: 'created' });
}

function update(
  services: Services,
  plan: PlannedIntent,
  request: { work: Work; id: string; values: RecordData; version?: number | undefined },
): Done {
  const { work, id } = request;
  const { entity } = plan.target;
  const before = currentRecord(work.unit, slotName(plan.target, id));
  const rights = widenForProduct(plan.principal, authoriseExisting(plan, before, 'update'));
  if (!before) throw new AppError('NOT_FOUND');
  const wrong = refuseFields(entity, request.values, rights);
  refuseStale(before, rights, { version: request.version, fields: withRuleFields(plan, Object.keys(request.values)) });
  const { f, x } = sortValues(entity, before);
  const values = deriveValues(entity, f, request.values);
  const changed = new Set(changedFields(before.f, values));
  if (changed.size === 0 && wrong.length === 0) return toDone(plan, { after: before, rights, did: 'unchanged' });
  validateCandidate(services, { plan, id, values, before: before.f, changed, rights, wrong, isNew: false }, work);
  const after = nextRecord(plan, { target: plan.target, record: before, values, aside: x });
  stageWrite(plan, work.stage, { target: plan.target, id, kind: 'update', before, after });
  return toDone(plan, { after, rights, did: 'updated' });
}

/** The writer sees of the answer what they may see of the record as it now is, even if it just left their scope. */
function toDone(plan: PlannedIntent, outcome: { after: StoredRecord; rights: Plan; did: Done['did'] }): Done {
  const { after, rights, did } = outcome;
  const data = toData(after);
  const seen = allows(plan.access, 'read', data) ? planFor(plan.access, data) : rights;
  const record = presentRecord(after, seen);
  return { ok: true, id: after._id.toString(), version: Number(record.version), did, record };
}

/** What create scopes look at: the record as it will be, system fields included. */
function lookOf(plan: PlannedIntent, values: RecordData): RecordData {
  return toData(plainRecord(plan, plan.newId, values));
}

/** Numbers given by the product; those that a package brought along stay. */
function withNumbers(plan: PlannedIntent, values: RecordData): RecordData {
  const given = serialFields(plan).filter((field) => !fillsEverything(plan.principal) || isEmptyValue(values[field.key]));
  const drawn = given.map((field) => [field.key, plan.numbers.get(field.key)] as const);
  return Object.fromEntries([...Object.entries(values), ...drawn]);
}

/** Fields that a write names, with those that are judged together with them by a rule. */
function withRuleFields(plan: PlannedIntent, written: readonly string[]): Set<string> {
  const rules = compiledRules(plan.target.entity).filter((rule) => rule.check.dependencies.some((key) => written.includes(key)));
  return new Set([...written, ...rules.flatMap((rule) => rule.check.dependencies)]);
}

function findUpsert(plan: PlannedIntent, unit: Unit, isKnown: boolean): string | undefined {
  const by = upsertField(plan);
  const field = plan.target.entity.fields.get(by);
  const mayAsk = isKnown && field !== undefined && !field.system && (fillsEverything(plan.principal) || queryFields(plan.access).has(by));
  if (!mayAsk) throw new AppError('BAD_QUERY', { details: [{ path: '/by', code: 'UNKNOWN_FIELD', params: { field: by.slice(0, 63) } }] });
  if (!field.type.uniqueable)
    throw new AppError('BAD_QUERY', { details: [{ path: '/by', code: 'UNIQUE_UNFIT', params: { field: field.title } }] });
  const value = upsertValue(plan);
  if (isEmptyValue(value)) throw new AppError('KEY_MISSING', { params: { field: field.title } });
  const ids = unit.found.get(lookupName(plan.target, by, value)) ?? [];
  const visible = [...new Set(ids)].filter((id) => {
    const record = currentRecord(unit, slotName(plan.target, id));
    return record !== undefined && record.f[by] === value && allows(plan.access, 'read', toData(record));
  });
  if (visible.length > 1)
    throw new AppError('KEY_AMBIGUOUS', { params: { field: field.title, value: String(value), count: visible.length } });
  return visible[0];
}
