import type { RecordData } from '@formwright/metadata';
import { idOf } from '../store/ids.ts';
import { toData } from '../store/record-view.ts';
import type { ChangeRow, StoredRecord } from '../store/rows.ts';
import type { Services } from '../store/services.ts';

/** A record before and after one change; undefined where it was not there. */
export interface RecordState {
  before: RecordData | undefined;
  after: RecordData | undefined;
  /** The record as it is now; undefined when it is gone. */
  stored: StoredRecord | undefined;
}

/**
 * What records looked like before and after each of some changes: from their present state, taking back what was changed
 * since. Answers by change id; only for changes of records whose entity is published.
 */
export async function recordStates(services: Services, changes: readonly ChangeRow[]): Promise<Map<string, RecordState>> {
  const states = new Map<string, RecordState>();
  for (const [entityId, own] of byEntity(changes)) {
    const target = services.catalogue.entityById(entityId);
    if (!target) continue;
    const ids = [...new Set(own.map((change) => change.target))];
    const first = Math.min(...own.map((change) => change.number ?? 1));
    // The log is read after the records, so that it holds every change that they show.
    const stored = await target.records.collection
      .find<StoredRecord>({ _id: { $in: ids.map(idOf) } }, { projection: { s: 0, q: 0, t: 0, u: 0 } })
      .toArray();
    const now = new Map(stored.map((record) => [record._id.toString(), record]));
    const logged = await services.store.models.changes
      .find({ entity: entityId, target: { $in: ids }, number: { $gte: first } })
      .sort({ number: -1 })
      .lean<ChangeRow[]>();
    for (const id of ids) {
      const history = logged.filter((change) => change.target === id);
      unwind(now.get(id), history, states);
    }
  }
  return states;
}

/** Walks a record's changes from the newest back. */
function unwind(stored: StoredRecord | undefined, history: readonly ChangeRow[], states: Map<string, RecordState>): void {
  const usable = history.filter((change) => stored === undefined || (change.number ?? 0) <= stored.version);
  let after = stored && toData(stored);
  for (const change of usable) {
    const before = takeBack(after, change);
    states.set(change._id.toString(), { before, after, stored });
    after = before;
  }
}

function takeBack(after: RecordData | undefined, change: ChangeRow): RecordData | undefined {
  if (change.kind === 'create' || change.kind === 'restore') return undefined;
  const values = new Map(Object.entries(after ?? {}));
  for (const { key, before } of change.fields) {
    if (before === null || before === undefined) values.delete(key);
    else values.set(key, before);
  }
  values.set('id', change.target);
  values.set('version', (change.number ?? 1) - 1);
  if (change.was) values.set('updatedAt', change.was.at).set('updatedBy', change.was.by);
  if (change.was && change.kind === 'delete') values.set('createdAt', change.was.createdAt).set('createdBy', change.was.createdBy);
  return Object.fromEntries(values);
}

function byEntity(changes: readonly ChangeRow[]): Map<string, ChangeRow[]> {
  const groups = new Map<string, ChangeRow[]>();
  for (const change of changes) {
    if (change.subject !== 'record' || change.entity === undefined) continue;
    const group = groups.get(change.entity) ?? [];
    group.push(change);
    groups.set(change.entity, group);
  }
  return groups;
}
