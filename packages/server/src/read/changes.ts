import type { Change } from '@formwright/client';
import type { Principal } from '../store/principal.ts';
import type { Services } from '../store/services.ts';
import type { ChangesRequest, RecordAddress } from './requests.ts';

/** History of a record, newest first, with the fields a principal may see; changes to hidden fields alone do not show. */
export function changes(
  _services: Services,
  _principal: Principal,
  _request: ChangesRequest,
): Promise<{ changes: Change[]; next?: string }> {
  throw new Error('not yet: changes');
}

/** What was said about a record, oldest first. */
export function comments(
  _services: Services,
  _principal: Principal,
  _request: RecordAddress,
): Promise<{ id: string; at: string; by: { id: string; name: string }; text: string }[]> {
  throw new Error('not yet: comments');
}
