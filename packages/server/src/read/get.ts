import { actionsOf, allows, type FieldAccess, planFor } from '@formwright/access';
import { AppError, type RecordAction, type RecordData } from '@formwright/metadata';
import type { PublishedEntity } from '../store/catalogue.ts';
import { idOf, isId } from '../store/ids.ts';
import type { Principal } from '../store/principal.ts';
import { presentRecord, toData } from '../store/record-view.ts';
import type { StoredRecord } from '../store/rows.ts';
import type { Services } from '../store/services.ts';
import type { Tx } from '../store/store.ts';
import { inTime, queryTimeMs } from './in-time.ts';
import type { RecordAddress } from './requests.ts';

/** A record that somebody may see, with what they may do with it. */
export interface SeenRecord {
  target: PublishedEntity;
  stored: StoredRecord;
  fields: ReadonlyMap<string, FieldAccess>;
  actions: ReadonlySet<RecordAction>;
}

/** One record as a principal may see it. Throws NOT_FOUND for what is not there or not visible: the same answer. */
export async function get(services: Services, principal: Principal, request: RecordAddress & { tx?: Tx }): Promise<RecordData> {
  const { stored, fields } = await look(services, principal, request);
  return presentRecord(stored, fields);
}

/** What a principal may do with one record: field plan and actions. Throws NOT_FOUND. */
export async function rightsOn(
  services: Services,
  principal: Principal,
  request: RecordAddress,
): Promise<{ fields: ReadonlyMap<string, FieldAccess>; actions: ReadonlySet<RecordAction> }> {
  const { fields, actions } = await look(services, principal, request);
  return { fields, actions };
}

/** A stored record with its reader's rights on it; within the server only. Throws NOT_FOUND. */
export async function look(services: Services, principal: Principal, request: RecordAddress & { tx?: Tx }): Promise<SeenRecord> {
  const target = services.catalogue.entity(request.app, request.entity);
  if (!isId(request.id)) throw new AppError('NOT_FOUND');
  const options = request.tx ? { session: request.tx.session } : { maxTimeMS: queryTimeMs };
  const stored = await inTime(target.records.collection.findOne<StoredRecord>({ _id: idOf(request.id) }, options));
  if (!stored) throw new AppError('NOT_FOUND');
  const data = toData(stored);
  const access = services.catalogue.access(principal, target);
  const granted = taskGrant(principal, request);
  const isVisible = allows(access, 'read', data);
  if (!isVisible && !granted) throw new AppError('NOT_FOUND');
  const fields = new Map(planFor(access, data));
  for (const [key, right] of granted ?? []) if (fields.get(key) !== 'write') fields.set(key, right);
  const actions = new Set([...actionsOf(access)].filter((action) => allows(access, action, data)));
  return { target, stored, fields, actions: granted ? actions.add('read') : actions };
}

function taskGrant(principal: Principal, { app, entity, id }: RecordAddress): ReadonlyMap<string, FieldAccess> | undefined {
  const grant = 'grant' in principal ? principal.grant : undefined;
  return grant && grant.app === app && grant.entity === entity && grant.record === id ? grant.fields : undefined;
}
