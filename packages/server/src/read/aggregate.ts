import type { RecordData } from '@formwright/metadata';
import type { Principal } from '../store/principal.ts';
import type { Services } from '../store/services.ts';
import type { AggregateRequest } from './requests.ts';

/**
 * Groups and measures the records a principal may see. A row holds each grouped field (a bucket as its first day, `YYYY-MM-DD`; null for none)
 * and each measure under its `as`. Sums are exact at the field's scale.
 */
export function aggregate(_services: Services, _principal: Principal, _request: AggregateRequest): Promise<RecordData[]> {
  throw new Error('not yet: aggregate');
}
