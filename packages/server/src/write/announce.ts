import { newId } from '../store/ids.ts';
import type { Principal } from '../store/principal.ts';
import type { ChangeKind, ChangeRow, ChangeSubject } from '../store/rows.ts';
import type { Services } from '../store/services.ts';
import type { Tx } from '../store/store.ts';
import { authorship } from './author.ts';

/** Something that happened to the organisation rather than to a record. */
export interface Announcement {
  subject: Exclude<ChangeSubject, 'record'>;
  kind: ChangeKind;
  /** Id of the app, user, session, run …; for `inbox` of the person told. */
  target: string;
  /** What followers and the audit trail need: no secrets. For `app`: `{ key, version }`; for `inbox`: `{ reason: 'task' | 'notification' }`. */
  detail?: Record<string, unknown>;
  comment?: string;
}

/**
 * Puts events into the change log in the caller's transaction: they reach the audit trail and every server's followers
 * (`app`: catalogues reload; `user`, `session`, `key`: rights and sockets are looked at again within a second; `inbox`: that person's browsers fetch).
 */
export async function announce(
  services: Services,
  principal: Principal,
  request: { tx: Tx; events: readonly Announcement[] },
): Promise<void> {
  const { tx, events } = request;
  if (events.length === 0) return;
  const at = new Date(services.now());
  const rows = events.map((event): ChangeRow => ({ _id: newId(), ...event, at, ...authorship(principal), fields: [], pending: true }));
  await services.store.models.changes.collection.insertMany(rows, { session: tx.session });
  tx.afterCommit(() => services.store.committed());
}
