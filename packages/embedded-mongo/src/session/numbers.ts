import type { Engine } from '../engine/types.ts';
import { MongoError } from '../errors.ts';
import type { Session, Sessions } from './sessions.ts';

/** Error labels as a reply carries them. */
export const transient = { errorLabels: ['TransientTransactionError'] } as const;

/** Begins transaction `txnNumber` on a session; an older one that is still open is aborted. Throws for a number that was used. */
export function startTransaction(engine: Engine, sessions: Sessions, at: { session: Session; txnNumber: bigint; api: string }): void {
  const { session, txnNumber, api } = at;
  refuseOlder(session, txnNumber, 'transaction');
  if (session.state.txnNumber === txnNumber && session.state.kind !== 'idle') {
    throw new MongoError(
      'ConflictingOperationInProgress',
      'Only servers in a sharded cluster can start a new transaction at the active transaction number',
    );
  }
  sessions.abort(session);
  const transaction = engine.beginTransaction({ key: { lsid: session.lsid, txnNumber } });
  session.state = { kind: 'transaction', txnNumber, transaction, api };
}

/** Checks that `txnNumber` is the open transaction of the session. Throws NoSuchTransaction, TransactionCommitted or TransactionTooOld. */
export function continueTransaction(session: Session, txnNumber: bigint): void {
  refuseOlder(session, txnNumber, 'transaction');
  const { state } = session;
  if (state.txnNumber !== txnNumber || state.kind === 'retryable' || state.kind === 'idle') {
    throw new MongoError(
      'NoSuchTransaction',
      `Given transaction number ${txnNumber} does not match any in-progress transactions. The active transaction number is ${state.txnNumber}`,
      transient,
    );
  }
  if (state.kind === 'committed')
    throw new MongoError('TransactionCommitted', `Transaction with { txnNumber: ${txnNumber} } has been committed.`);
  if (state.kind !== 'transaction' || state.transaction.state === 'aborted') throw abortedError(txnNumber);
}

/** Notes a retryable write on the session; a transaction that was open is aborted. Throws TransactionTooOld. */
export function noteRetryable(sessions: Sessions, session: Session, txnNumber: bigint): void {
  refuseOlder(session, txnNumber, 'retryable write');
  if (session.state.txnNumber === txnNumber) return;
  sessions.abort(session);
  session.state = { kind: 'retryable', txnNumber };
}

/** What MongoDB answers to any use of an aborted transaction. */
export function abortedError(txnNumber: bigint): MongoError {
  return new MongoError('NoSuchTransaction', `Transaction with { txnNumber: ${txnNumber} } has been aborted.`, transient);
}

function refuseOlder(session: Session, txnNumber: bigint, what: 'transaction' | 'retryable write'): void {
  const active = session.state.txnNumber;
  if (txnNumber >= active) return;
  throw new MongoError(
    'TransactionTooOld',
    what === 'transaction'
      ? `Cannot start transaction with { txnNumber: ${txnNumber} } on session ${session.lsid} because a newer transaction with txnNumberAndRetryCounter { txnNumber: ${active}, txnRetryCounter: 0 } has already started on this session.`
      : `Retryable write with txnNumber ${txnNumber} is prohibited on session ${session.lsid} because a newer retryable write with txnNumber ${active} has already started on this session.`,
  );
}
