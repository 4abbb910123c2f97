/** Why an event cannot happen to this run now. */
export type RefusalReason =
  | 'runOver'
  | 'taskUnknown'
  | 'taskClosed'
  | 'notAssignee'
  | 'commentRequired'
  | 'notInitiator'
  | 'withdrawForbidden'
  | 'nothingFailed'
  | 'notWriting';

/** An event that does not fit the run's state; the run is unchanged. */
export class Refusal extends Error {
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason) {
    super(reason);
    this.name = 'Refusal';
    this.reason = reason;
  }
}
