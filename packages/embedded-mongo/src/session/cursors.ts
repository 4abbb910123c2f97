import { randomBytes } from 'node:crypto';
import type { Timestamp } from 'bson';
import type { BatchLimit, Cursor, Namespace, OperationContext } from '../engine/types.ts';
import { MongoError } from '../errors.ts';

/** Milliseconds that a cursor may lie idle. */
const idleLimitMs = 10 * 60_000;

/** What is remembered of an open read between its batches. */
export type OpenCursor = {
  readonly id: bigint;
  readonly namespace: Namespace;
  /** `db.collection` as replies show it. */
  readonly name: string;
  readonly source: Cursor;
  /** The session that opened it. */
  readonly lsid?: string;
  /** The transaction that it reads in. */
  readonly txnNumber?: bigint;
  /** The moment that it reads, as each batch is answered with. */
  readonly atClusterTime?: Timestamp;
  /** What the command that opened it said of the stable API. */
  readonly api: string;
  /** `noCursorTimeout`: it ends only with its session. */
  readonly keep: boolean;
  /** Milliseconds of `maxTimeMS` that are left for all its batches together. */
  timeLeftMs?: number;
  lastUse: number;
  /** Present while a batch is being fetched. */
  running?: AbortController;
};

/** A cursor as it is given to {@link Cursors.open}. */
export type NewCursor = Omit<OpenCursor, 'id' | 'lastUse' | 'running'>;

/** All open cursors of the server. */
export class Cursors {
  private readonly open = new Map<bigint, OpenCursor>();
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  get size(): number {
    return this.open.size;
  }

  /** Keeps a read for later `getMore`; answers its id. */
  add(cursor: NewCursor): OpenCursor {
    const opened: OpenCursor = { ...cursor, id: this.freshId(), lastUse: this.now() };
    this.open.set(opened.id, opened);
    return opened;
  }

  /** The cursor, or CursorNotFound. */
  get(id: bigint): OpenCursor {
    const cursor = this.open.get(id);
    if (!cursor) throw new MongoError('CursorNotFound', `cursor id ${id} not found`);
    return cursor;
  }

  /** Fetches the next batch; a finished or failed cursor is forgotten. */
  async next(cursor: OpenCursor, limit: BatchLimit, context: OperationContext): Promise<{ documents: Uint8Array[]; done: boolean }> {
    if (cursor.running) throw new MongoError('CursorInUse', `cursor id ${cursor.id} is already in use`);
    const running = new AbortController();
    cursor.running = running;
    const started = this.now();
    const signal = context.signal ? AbortSignal.any([running.signal, context.signal]) : running.signal;
    try {
      const batch = await cursor.source.next(limit, { ...context, signal });
      if (batch.done) this.kill(cursor.id);
      return batch;
    } catch (error) {
      this.kill(cursor.id);
      throw error;
    } finally {
      cursor.running = undefined;
      cursor.lastUse = this.now();
      if (cursor.timeLeftMs !== undefined) cursor.timeLeftMs -= cursor.lastUse - started;
    }
  }

  /** Ends a cursor; answers false when there is none of that id. */
  kill(id: bigint): boolean {
    const cursor = this.open.get(id);
    if (!cursor) return false;
    this.open.delete(id);
    cursor.running?.abort();
    cursor.source.close();
    return true;
  }

  /** Ends all cursors that `matches` says. */
  killWhere(matches: (cursor: OpenCursor) => boolean): void {
    for (const cursor of [...this.open.values()]) if (matches(cursor)) this.kill(cursor.id);
  }

  /** Ends the cursors that lay idle too long. */
  expire(): void {
    const oldest = this.now() - idleLimitMs;
    this.killWhere((cursor) => !cursor.keep && !cursor.running && cursor.lastUse < oldest);
  }

  private freshId(): bigint {
    for (;;) {
      const id = BigInt.asUintN(63, randomBytes(8).readBigUInt64LE());
      if (id !== 0n && !this.open.has(id)) return id;
    }
  }
}
