import type { ChangeRow } from '../store/models/changes.ts';
import type { Services } from '../store/services.ts';

/** Something under way that can be stopped. */
export interface Running {
  stop(): Promise<void>;
}

/** A follower of the change log. */
export interface Follower {
  /** Names its stored position; one that every server runs for itself and that may forget has none. */
  name?: string;
  /** Handles changes in order of `seq`. A named one runs on one server at a time (leased) and moves on only after this returns: at least once. */
  handle: (changes: readonly ChangeRow[]) => Promise<void>;
}

/** Reads on in the change log for ever, from its stored position or from now. */
export function follow(_services: Services, _follower: Follower): Running {
  throw new Error('not yet: follow');
}
