import { AppError, type RecordData } from '@formwright/metadata';
import { derivedParts } from '../store/derived-parts.ts';
import { presentRecord } from '../store/record-view.ts';
import type { StoredRecord } from '../store/rows.ts';
import type { Services } from '../store/services.ts';
import { writerId } from './author.ts';
import { authoriseExisting, refuseStale } from './authorise.ts';
import { sortValues } from './derive.ts';
import type { Done, Work } from './evaluate.ts';
import { mostReferring } from './load.ts';
import type { PlannedIntent } from './plan.ts';
import { nextRecord, stageWrite } from './stage-record.ts';
import { currentRecord, slotName } from './unit.ts';

/** Moves a record to the recycle bin; records that point at it are emptied there, or forbid it (IN_USE). */
export function removeRecord(
  _services: Services,
  plan: PlannedIntent,
  request: { work: Work; id: string; version?: number | undefined },
): Done {
  const { work, id } = request;
  const name = slotName(plan.target, id);
  const before = currentRecord(work.unit, name);
  const rights = authoriseExisting(plan, before, 'delete');
  if (!before) throw new AppError('NOT_FOUND');
  refuseStale(before, rights, { version: request.version, fields: 'all' });
  clearReferring(plan, work, id);
  stageWrite(plan, work.stage, { target: plan.target, id, kind: 'delete', before, after: undefined });
  const record = presentRecord(before, rights);
  return { ok: true, id, version: Number(record.version), did: 'deleted', record };
}

/** Takes a record out of the recycle bin; relations whose target is gone stay empty. */
export function restoreRecord(_services: Services, plan: PlannedIntent, request: { work: Work; id: string }): Done {
  const { work, id } = request;
  const { target } = plan;
  const name = slotName(target, id);
  const binned = work.unit.bin.get(name);
  const rights = authoriseExisting(plan, binned, 'delete');
  if (!binned || currentRecord(work.unit, name)) throw new AppError('NOT_FOUND');
  const { f, x } = sortValues(target.entity, binned);
  const values = withoutLostTargets(plan, work, f);
  const version = binned.version + 2;
  const after: StoredRecord = {
    _id: binned._id,
    createdAt: binned.createdAt,
    createdBy: binned.createdBy,
    version,
    updatedAt: plan.at,
    updatedBy: writerId(plan.principal),
    f: values,
    ...(x ? { x } : {}),
    n: Object.fromEntries([...target.entity.fields.keys()].map((key) => [key, version])),
    w: [{ n: version, at: plan.at, by: writerId(plan.principal) }],
    ...derivedParts(values, target.entity),
  };
  stageWrite(plan, work.stage, { target, id, kind: 'restore', before: undefined, after });
  const record = presentRecord(after, rights);
  return { ok: true, id, version: Number(record.version), did: 'restored', record };
}

function clearReferring(plan: PlannedIntent, work: Work, id: string): void {
  const referring = work.unit.referring.get(slotName(plan.target, id)) ?? [];
  const refusal = () => new AppError('IN_USE', { params: { what: plan.target.entity.title } });
  if (referring.length > mostReferring) throw refusal();
  for (const { target, field, id: other } of referring) {
    const name = slotName(target, other);
    if (name === slotName(plan.target, id)) continue;
    const record = work.stage.slots.get(name)?.after ?? currentRecord(work.unit, name);
    if (!record || record.f[field] !== id) continue;
    const link = target.relations.find((each) => each.field === field);
    if (link?.onDelete === 'refuse' || target.entity.required.has(field)) throw refusal();
    const values = Object.fromEntries(Object.entries(record.f).filter(([key]) => key !== field));
    const after = nextRecord(plan, { target, record, values, aside: record.x });
    stageWrite(plan, work.stage, { target, id: other, kind: 'update', before: record, after });
  }
}

function withoutLostTargets({ target }: PlannedIntent, work: Work, values: RecordData): RecordData {
  const lost = new Set<string>();
  for (const link of target.relations) {
    const value = values[link.field];
    if (typeof value !== 'string') continue;
    const name = link.target ? slotName(link.target, value) : '';
    if (link.target && currentRecord(work.unit, name)) work.stage.touched.set(name, { target: link.target, id: value });
    else lost.add(link.field);
  }
  return Object.fromEntries(Object.entries(values).filter(([key]) => !lost.has(key)));
}
