import { dropLease, holdLease } from './lease.ts';
import { type Running, repeat } from './repeat.ts';
import type { ChangeRow } from './rows.ts';
import type { Services } from './services.ts';

export type { Running } from './repeat.ts';

/** A follower of the change log. */
export interface Follower {
  /** Names its stored position; one that every server runs for itself and that may forget has none. */
  name?: string;
  /** Handles changes in order of `seq`. A named one runs on one server at a time (leased) and moves on only after this returns: at least once. */
  handle: (changes: readonly ChangeRow[]) => Promise<void>;
  /** Told of every failed round; it is tried again. */
  onError?: (error: unknown) => void;
}

const batchSize = 500;

/** How often a follower looks for what another server may have committed, in ms; alone it is woken, and looks now and then all the same. */
export function everyMs({ store }: Services): number {
  return store.alone ? 5000 : 200;
}

/** Reads on in the change log for ever, from its stored position or from now. */
export function follow(services: Services, follower: Follower): Running {
  return follower.name === undefined ? followFromNow(services, follower) : followLeased(services, { ...follower, name: follower.name });
}

/** Place of the newest stamped change; 0 without any. */
export async function newestSeq(services: Services): Promise<number> {
  const row = await services.store.models.changes
    .findOne({ seq: { $gt: 0 } }, { seq: 1 })
    .sort({ seq: -1 })
    .lean();
  return row?.seq ?? 0;
}

/** Stamped changes after a place, in order. */
export function changesAfter(services: Services, seq: number, limit: number = batchSize): Promise<ChangeRow[]> {
  return services.store.models.changes
    .find({ seq: { $gt: seq } })
    .sort({ seq: 1 })
    .limit(limit)
    .lean<ChangeRow[]>()
    .exec();
}

function followFromNow(services: Services, { handle, onError }: Follower): Running {
  let seq: number | undefined;
  const round = async () => {
    seq ??= await newestSeq(services);
    const changes = await changesAfter(services, seq);
    if (changes.length > 0) await handle(changes);
    seq = changes.at(-1)?.seq ?? seq;
    return changes.length === batchSize;
  };
  return repeat(round, { everyMs: everyMs(services), wake: (now) => services.store.onSequenced(now), ...(onError ? { onError } : {}) });
}

function followLeased(services: Services, { name, handle, onError }: Follower & { name: string }): Running {
  const { positions } = services.store.models;
  const job = `follower:${name}`;
  const reached = async () => (await positions.findById(job).lean())?.seq ?? 0;
  const round = async () => {
    if ((await newestSeq(services)) <= (await reached())) return false;
    if (!(await holdLease(services, job))) return false;
    const changes = await changesAfter(services, await reached());
    const seq = changes.at(-1)?.seq;
    if (seq === undefined) return false;
    await handle(changes);
    await positions.updateOne({ _id: job }, { $max: { seq }, $setOnInsert: { hash: '' } }, { upsert: true });
    return changes.length === batchSize;
  };
  const running = repeat(round, {
    everyMs: everyMs(services),
    wake: (now) => services.store.onSequenced(now),
    ...(onError ? { onError } : {}),
  });
  return {
    stop: async () => {
      await running.stop();
      await dropLease(services, job).catch(() => undefined);
    },
  };
}
