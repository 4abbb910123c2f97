import type { Principal } from '../store/principal.ts';
import type { Services } from '../store/services.ts';
import type { PageRequest, RecordPage, Selection } from './requests.ts';

/** A page of the records a principal may see. Throws BAD_QUERY, BAD_CURSOR, NOT_FOUND, QUERY_TOO_SLOW. */
export function query(_services: Services, _principal: Principal, _request: PageRequest): Promise<RecordPage> {
  throw new Error('not yet: query');
}

/** How many records of a selection a principal may see. */
export function count(_services: Services, _principal: Principal, _request: Selection): Promise<number> {
  throw new Error('not yet: count');
}
