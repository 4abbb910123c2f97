import type { Handlers } from '../call.ts';
import type { HttpParts } from '../parts.ts';
import { accountHandlers } from './account.ts';
import { designHandlers } from './design.ts';
import { fileHandlers } from './files.ts';
import { organisationHandlers } from './organisation.ts';
import { recordHandlers } from './records.ts';
import { workHandlers } from './work.ts';

/** Every route's handler; a route that is left out does not compile. */
export function createHandlers(parts: HttpParts): Handlers {
  return {
    ...accountHandlers(parts),
    ...organisationHandlers(parts),
    ...designHandlers(parts),
    ...recordHandlers(parts),
    ...fileHandlers(parts),
    ...workHandlers(parts),
  };
}
