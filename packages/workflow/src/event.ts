import type { RecordData } from '@formwright/metadata';
import type { Outcome } from './run.ts';

/** What can happen to a run. */
export type RunEvent =
  | { kind: 'start' }
  | ({ kind: 'act'; task: string } & Outcome)
  /** Answer to a `write` command: it is done. */
  | { kind: 'wrote'; token: string }
  /** Answer to a `write` command: it could not be done. */
  | { kind: 'failed'; token: string; reason: string }
  | { kind: 'withdraw'; by: string; comment: string }
  | { kind: 'terminate'; by: string; comment: string }
  /** Tries the failed tokens again. */
  | { kind: 'retry'; by: string };

/** What the engine may know besides the run: it looks nothing up by itself. */
export interface RunFacts {
  /** ISO date-time in UTC. */
  now: string;
  /** IANA zone that decides "today" in formulas. */
  timeZone: string;
  /** The subject record as it is now, after writes of this step. */
  record: RecordData;
  /** The initiator's name, for formulas and words. */
  initiatorName: string;
  /** Ids that the assignee rules of each people node resolve to, by node id, without repeats. */
  people: ReadonlyMap<string, readonly string[]>;
  /** Ids of the organisation's admins, for the rule "admin". */
  admins: readonly string[];
}

/** What the caller must carry out in the same transaction as the new run state (writes), or after it (messages). */
export type Command =
  | { kind: 'write'; token: string; node: string; set: RecordData; as: 'initiator' | 'system' }
  | { kind: 'openTask'; task: string; assignee: string }
  | { kind: 'closeTask'; task: string; assignee: string }
  | { kind: 'notify'; node: string; to: string[]; text: string }
  | { kind: 'tellEnd'; to: string; status: 'rejected' | 'completed' | 'terminated' };
