import type { RecordData } from '@formwright/metadata';
import type { PublishedEntity } from '../store/catalogue.ts';
import { type DerivedParts, derivedParts } from '../store/derived-parts.ts';
import { idOf, newId } from '../store/ids.ts';
import type { ChangeKind, ChangeRow, FieldChange, StoredRecord } from '../store/rows.ts';
import { authorship, writerId } from './author.ts';
import { changedFields, own } from './derive.ts';
import type { PlannedIntent } from './plan.ts';
import { type Staged, slotName } from './unit.ts';

/** A record before and after one write; `after` undefined removes it. */
export interface RecordWrite {
  target: PublishedEntity;
  id: string;
  kind: ChangeKind;
  /** As it stands in the unit now. */
  before: StoredRecord | undefined;
  after: StoredRecord | undefined;
}

/** A new record from its values. */
export function newRecord(plan: PlannedIntent, id: string, values: RecordData): StoredRecord {
  return { ...plainRecord(plan, id, values), ...derivedParts(values, plan.target.entity) };
}

/** A new record without what is derived from its values, which costs most and no right depends on. */
export function plainRecord(plan: PlannedIntent, id: string, values: RecordData): Omit<StoredRecord, keyof DerivedParts> {
  const by = writerId(plan.principal);
  return {
    _id: idOf(id),
    version: 1,
    createdAt: plan.at,
    createdBy: by,
    updatedAt: plan.at,
    updatedBy: by,
    f: values,
    n: {},
    w: [],
  };
}

/** The next state of a record with these values; fields that differ carry the number of this change. */
export function nextRecord(
  plan: PlannedIntent,
  change: { target: PublishedEntity; record: StoredRecord; values: RecordData; aside: RecordData | undefined },
): StoredRecord {
  const { target, record, values, aside } = change;
  const version = record.version + 1;
  const by = writerId(plan.principal);
  const changed = changedFields(record.f, values);
  const n = Object.fromEntries([...Object.entries(record.n), ...changed.map((key) => [key, version] as const)]);
  const used = new Set(Object.values(n));
  const w = [...record.w, { n: version, at: plan.at, by }].filter((each) => used.has(each.n));
  const { _id, createdAt, createdBy } = record;
  const next = { _id, version, createdAt, createdBy, updatedAt: plan.at, updatedBy: by, f: values, n, w };
  return { ...next, ...(aside ? { x: aside } : {}), ...derivedParts(values, target.entity) };
}

/** Adds a write and its change to a stage. */
export function stageWrite(plan: PlannedIntent, stage: Staged, write: RecordWrite): void {
  const { target, id, before, after, kind } = write;
  stage.slots.set(slotName(target, id), { target, before, after });
  stage.changes.push(changeOf(plan, write));
  if (kind === 'delete' && before) stage.binned.push({ target, record: before, at: plan.at });
  if (kind === 'restore') stage.unbinned.push(id);
}

function changeOf(plan: PlannedIntent, { target, id, kind, before, after }: RecordWrite): ChangeRow {
  const had = before?.f ?? {};
  const has = after?.f ?? {};
  const fields = changedFields(had, has).map((key): FieldChange => ({ key, before: own(had, key), after: own(has, key) }));
  return {
    _id: newId(),
    subject: 'record',
    kind,
    at: new Date(plan.at),
    ...authorship(plan.principal),
    entity: target.id,
    target: id,
    number: after?.version ?? (before?.version ?? 0) + 1,
    ...(before ? { was: { at: before.updatedAt, by: before.updatedBy, createdAt: before.createdAt, createdBy: before.createdBy } } : {}),
    fields,
    ...(plan.comment === undefined ? {} : { comment: plan.comment }),
    pending: true,
  };
}
