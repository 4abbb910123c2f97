import type { Engine, Transaction } from '../engine/types.ts';
import type { Cursors } from './cursors.ts';

/** Minutes without use after which a session and all that it left open ends (`logicalSessionTimeoutMinutes`). */
export const sessionTimeoutMinutes = 30;

/** Where the numbered work of a session stands. `txnNumber` only grows. */
export type SessionState =
  | { readonly kind: 'idle'; readonly txnNumber: bigint }
  | { readonly kind: 'retryable'; readonly txnNumber: bigint }
  | {
      readonly kind: 'transaction';
      readonly txnNumber: bigint;
      readonly transaction: Transaction;
      /** What its first command said of the stable API. */
      readonly api: string;
    }
  | { readonly kind: 'committed' | 'aborted'; readonly txnNumber: bigint };

/** One logical session. */
export type Session = {
  /** Its UUID in hex. */
  readonly lsid: string;
  state: SessionState;
  lastUse: number;
  /** The connections that carried it and are still there. */
  readonly clients: Set<object>;
  /** Numbered commands of a session run one after another: the end of the line. */
  turn: Promise<unknown>;
};

/** All logical sessions of the server. */
export class Sessions {
  private readonly sessions = new Map<string, Session>();
  private readonly engine: Engine;
  private readonly cursors: Cursors;
  private readonly now: () => number;

  constructor(engine: Engine, cursors: Cursors, now: () => number) {
    this.engine = engine;
    this.cursors = cursors;
    this.now = now;
  }

  /** The session of that id, made when it is new, marked as used now by `client`. */
  use(lsid: string, client: object): Session {
    let session = this.sessions.get(lsid);
    if (!session) {
      session = { lsid, state: { kind: 'idle', txnNumber: -1n }, lastUse: 0, clients: new Set(), turn: Promise.resolve() };
      this.sessions.set(lsid, session);
    }
    session.lastUse = this.now();
    session.clients.add(client);
    return session;
  }

  /** All sessions. */
  list(): readonly Session[] {
    return [...this.sessions.values()];
  }

  /** Renews sessions that exist. */
  refresh(lsids: readonly string[]): void {
    for (const lsid of lsids) {
      const session = this.sessions.get(lsid);
      if (session) session.lastUse = this.now();
    }
  }

  /** Ends sessions with their transactions and cursors, and forgets their retryable writes. */
  end(lsids: readonly string[]): void {
    for (const lsid of lsids) {
      const session = this.sessions.get(lsid);
      if (session) this.abort(session);
      this.sessions.delete(lsid);
    }
    const gone = new Set(lsids);
    this.cursors.killWhere((cursor) => cursor.lsid !== undefined && gone.has(cursor.lsid));
    this.engine.forgetSessions(lsids);
  }

  /** Aborts what sessions do now, but keeps them. No `lsids` = all sessions. */
  kill(lsids: readonly string[] | 'all'): void {
    const which = lsids === 'all' ? [...this.sessions.keys()] : lsids;
    for (const lsid of which) {
      const session = this.sessions.get(lsid);
      if (session) this.abort(session);
    }
    const killed = new Set(which);
    this.cursors.killWhere((cursor) => cursor.lsid !== undefined && killed.has(cursor.lsid));
  }

  /** A connection is gone: a transaction that no other connection carried is aborted, and the cursors of such a session end. */
  release(client: object): void {
    for (const session of this.sessions.values()) {
      if (!session.clients.delete(client) || session.clients.size > 0) continue;
      this.abort(session);
      this.cursors.killWhere((cursor) => cursor.lsid === session.lsid);
    }
  }

  /** Ends the sessions that were not used for too long. */
  expire(): void {
    const oldest = this.now() - sessionTimeoutMinutes * 60_000;
    this.end([...this.sessions.values()].filter((session) => session.lastUse < oldest).map((session) => session.lsid));
  }

  /** Aborts the open transaction of a session, with its cursors. */
  abort(session: Session): void {
    const { state } = session;
    if (state.kind !== 'transaction') return;
    state.transaction.abort();
    session.state = { kind: 'aborted', txnNumber: state.txnNumber };
    this.closeCursors(session.lsid, state.txnNumber);
  }

  /** Closes the cursors that a transaction opened. */
  closeCursors(lsid: string, txnNumber: bigint): void {
    this.cursors.killWhere((cursor) => cursor.lsid === lsid && cursor.txnNumber === txnNumber);
  }
}
