import type { Filter } from '@formwright/metadata';

/** What a socket asks for: changes to the records of one entity that match a filter and that its user may see. */
export interface Subscribe {
  app: string;
  entity: string;
  filter?: Filter;
  /** Cursor from which to resume; changes missed since are sent first. */
  since?: string;
}

/** Answer to subscribe: where the stream stands now, or why it was refused. */
export type Subscribed = { cursor: string } | { error: { code: string; message: string } };

/** A record the subscriber may see entered, changed or left what was subscribed. */
export interface Changed {
  cursor: string;
  app: string;
  entity: string;
  id: string;
  version: number;
  kind: 'upsert' | 'removed';
}

/** Events from server to browser. */
export interface ServerEvents {
  changed: (change: Changed) => void;
  /** My inbox or my messages changed: fetch again. */
  inbox: (event: { reason: 'task' | 'notification' }) => void;
  /** An app has a new published version. */
  published: (event: { app: string; version: number }) => void;
  /** The changes since the given cursor are no longer kept: fetch again, then go on from this cursor. */
  reload: (event: { app: string; entity: string; cursor: string }) => void;
}

/** Events from browser to server. */
export interface ClientEvents {
  subscribe: (request: Subscribe, answer: (reply: Subscribed) => void) => void;
  unsubscribe: (request: { app: string; entity: string; filter?: Filter }, answer: () => void) => void;
}
