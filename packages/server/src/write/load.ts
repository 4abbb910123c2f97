import type { EntityField } from '@formwright/metadata';
import type { PublishedEntity } from '../store/catalogue.ts';
import { idOf, isId, type RowId } from '../store/ids.ts';
import type { StoredRecord } from '../store/rows.ts';
import type { Services } from '../store/services.ts';
import type { Tx } from '../store/store.ts';
import { knownMembers } from './known-members.ts';
import type { PlannedIntent } from './plan.ts';
import { addFound, lookupName, slotName, type Unit } from './unit.ts';

/** More records than this pointing at one that is to go are not cleared in one transaction. */
export const mostReferring = 1000;

/** Ids wanted per entity. */
type Wanted = Map<PublishedEntity, Set<string>>;

/** Reads into the unit all that the intents rely on, few queries for many intents. */
export async function loadUnit(services: Services, tx: Tx, request: { unit: Unit; plans: readonly PlannedIntent[] }): Promise<void> {
  const { unit, plans } = request;
  await findUpserts(tx, unit, plans);
  const wanted: Wanted = new Map();
  for (const plan of plans) wantRecords(plan, unit, wanted);
  await findReferring(tx, request, wanted);
  await loadRecords(tx, unit, wanted);
  await loadBin(services, tx, request);
  await loadOthers(services, tx, request);
}

/** Reads an entity's records by id, within a transaction. */
async function loadRecords(tx: Tx, unit: Unit, wanted: Wanted): Promise<void> {
  for (const [target, ids] of wanted) {
    const missing = [...ids].filter((id) => !unit.loaded.has(slotName(target, id)));
    if (missing.length === 0) continue;
    for (const id of missing) unit.loaded.set(slotName(target, id), undefined);
    const known = missing.filter((id) => isId(id)).map((id) => idOf(id));
    const rows = await target.records.collection.find<StoredRecord>({ _id: { $in: known } }, { session: tx.session }).toArray();
    for (const row of rows) unit.loaded.set(slotName(target, row._id.toString()), row);
  }
}

function wantRecords({ intent, target }: PlannedIntent, unit: Unit, wanted: Wanted): void {
  if (intent.do === 'update' || intent.do === 'delete') want(wanted, target, intent.id);
  if (intent.do === 'upsert') for (const id of foundBy(unit, { target, intent })) want(wanted, target, id);
  if (!('values' in intent)) return;
  for (const link of target.relations) {
    const value = Object.hasOwn(intent.values, link.field) ? intent.values[link.field] : undefined;
    if (link.target && typeof value === 'string') want(wanted, link.target, value);
  }
}

function want(wanted: Wanted, target: PublishedEntity, id: string): void {
  const ids = wanted.get(target) ?? new Set<string>();
  wanted.set(target, ids.add(id));
}

function foundBy(unit: Unit, plan: Pick<PlannedIntent, 'target' | 'intent'>): string[] {
  return unit.found.get(lookupName(plan.target, upsertField(plan), upsertValue(plan))) ?? [];
}

/** Field by which an upsert finds its record. */
export function upsertField({ intent }: Pick<PlannedIntent, 'intent'>): string {
  return intent.do === 'upsert' ? intent.by : '';
}

/** Normalised value by which an upsert finds its record; undefined for none. */
export function upsertValue({ intent, target }: Pick<PlannedIntent, 'intent' | 'target'>): unknown {
  if (intent.do !== 'upsert' || !Object.hasOwn(intent.values, intent.by)) return undefined;
  const field = target.entity.fields.get(intent.by);
  return field ? field.type.normalise(intent.values[intent.by], field.document) : undefined;
}

async function findUpserts(tx: Tx, unit: Unit, plans: readonly PlannedIntent[]): Promise<void> {
  const lookups = new Map<PublishedEntity, Map<string, Set<unknown>>>();
  for (const plan of plans) {
    const field = plan.intent.do === 'upsert' ? plan.target.entity.fields.get(plan.intent.by) : undefined;
    const value = upsertValue(plan);
    if (!field || field.system || (typeof value !== 'string' && typeof value !== 'number')) continue;
    const fields = lookups.get(plan.target) ?? new Map<string, Set<unknown>>();
    lookups.set(plan.target, fields.set(field.key, (fields.get(field.key) ?? new Set()).add(value)));
  }
  for (const [target, fields] of lookups) for (const [field, values] of fields) await findBy(tx, unit, { target, field, values });
}

async function findBy(tx: Tx, unit: Unit, lookup: { target: PublishedEntity; field: string; values: Set<unknown> }): Promise<void> {
  const { target, field, values } = lookup;
  const path = `f.${field}`;
  const options = { session: tx.session, projection: { _id: 1, [path]: 1 } };
  const rows = await target.records.collection.find<Pick<StoredRecord, '_id' | 'f'>>({ [path]: { $in: [...values] } }, options).toArray();
  for (const row of rows) addFound(unit, lookupName(target, field, row.f[field]), row._id.toString());
  unit.keyFields.set(target.id, (unit.keyFields.get(target.id) ?? new Set()).add(field));
}

async function findReferring(tx: Tx, { unit, plans }: { unit: Unit; plans: readonly PlannedIntent[] }, wanted: Wanted): Promise<void> {
  for (const { intent, target } of plans) {
    if (intent.do !== 'delete') continue;
    const found: { target: PublishedEntity; field: string; id: string }[] = [];
    for (const { from, link } of target.referrers) {
      const options = { session: tx.session, projection: { _id: 1 }, limit: mostReferring + 1 };
      const rows = await from.records.collection.find<Pick<StoredRecord, '_id'>>({ [`f.${link.field}`]: intent.id }, options).toArray();
      for (const row of rows) found.push({ target: from, field: link.field, id: row._id.toString() });
    }
    unit.referring.set(slotName(target, intent.id), found);
    for (const each of found.slice(0, mostReferring)) want(wanted, each.target, each.id);
  }
}

async function loadBin(services: Services, tx: Tx, { unit, plans }: { unit: Unit; plans: readonly PlannedIntent[] }): Promise<void> {
  const restored = plans.flatMap(({ target, intent }) => (intent.do === 'restore' && isId(intent.id) ? [{ target, id: intent.id }] : []));
  if (restored.length === 0) return;
  const ids = restored.map(({ id }) => idOf(id));
  const rows = await services.store.models.bin
    .find({ _id: { $in: ids } })
    .session(tx.session)
    .lean();
  for (const row of rows) unit.bin.set(`${row.entity}:${row._id.toString()}`, row.record as StoredRecord);
  const wanted: Wanted = new Map();
  for (const { target, id } of restored) {
    const record = unit.bin.get(slotName(target, id));
    for (const link of target.relations) {
      const value = record?.f[link.field];
      if (link.target && typeof value === 'string') want(wanted, link.target, value);
    }
  }
  await loadRecords(tx, unit, wanted);
}

async function loadOthers(services: Services, tx: Tx, { unit, plans }: { unit: Unit; plans: readonly PlannedIntent[] }): Promise<void> {
  const { models } = services.store;
  unit.members = await knownMembers(services.store, idsIn(plans, ['member', 'members']));
  const departments = idsIn(plans, ['department']);
  if (departments.length > 0) {
    const rows = await models.departments
      .find({ _id: { $in: departments } }, { _id: 1 })
      .session(tx.session)
      .lean();
    unit.departments = new Set(rows.map((row) => row._id.toString()));
  }
  const files = idsIn(plans, ['file']);
  if (files.length > 0) {
    const rows = await models.files
      .find({ _id: { $in: files } })
      .session(tx.session)
      .lean();
    unit.files = new Map(rows.map((row) => [row._id.toString(), row]));
  }
}

/** Well-formed ids that the intents name in fields of some kinds. */
function idsIn(plans: readonly PlannedIntent[], kinds: readonly EntityField['typeName'][]): RowId[] {
  const ids = new Set<string>();
  for (const { intent, target } of plans) {
    if (!('values' in intent)) continue;
    for (const [key, value] of Object.entries(intent.values)) {
      const field = target.entity.fields.get(key);
      if (!field || !kinds.includes(field.typeName)) continue;
      for (const id of Array.isArray(value) ? value : [value]) if (typeof id === 'string' && isId(id)) ids.add(id);
    }
  }
  return [...ids].map((id) => idOf(id));
}
