import type { FieldAccess } from '@formwright/access';
import type { RecordData } from '@formwright/metadata';
import type { Principal } from '../store/principal.ts';
import type { Services } from '../store/services.ts';
import type { Tx } from '../store/store.ts';
import type { RecordAddress } from './requests.ts';

/** One record as a principal may see it. Throws NOT_FOUND for what is not there or not visible: the same answer. */
export function get(_services: Services, _principal: Principal, _request: RecordAddress & { tx?: Tx }): Promise<RecordData> {
  throw new Error('not yet: get');
}

/** What a principal may do with one record: field plan and actions. Throws NOT_FOUND. */
export function rightsOn(
  _services: Services,
  _principal: Principal,
  _request: RecordAddress,
): Promise<{ fields: ReadonlyMap<string, FieldAccess>; actions: ReadonlySet<string> }> {
  throw new Error('not yet: rightsOn');
}
