import type { Principal } from '../store/principal.ts';
import type { Services } from '../store/services.ts';

/** What somebody said about a record. */
export interface CommentView {
  id: string;
  at: string;
  by: { id: string; name: string };
  text: string;
}

/** Adds to the talk about a record; needs the right `comment` on it. Throws NOT_FOUND, FORBIDDEN. */
export function addComment(
  _services: Services,
  _principal: Principal,
  _request: { app: string; entity: string; id: string; text: string },
): Promise<CommentView> {
  throw new Error('not yet: addComment');
}
