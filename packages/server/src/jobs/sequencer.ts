import { createHash } from 'node:crypto';
import { everyMs } from '../store/follow.ts';
import { dropLease, holdLease } from '../store/lease.ts';
import { type Running, repeat } from '../store/repeat.ts';
import type { ChangeRow } from '../store/rows.ts';
import type { Services } from '../store/services.ts';

const batchSize = 500;
const position = 'sequencer';

/** Stamps committed changes with one global order and chains their hashes; one server at a time does it. */
export function startSequencer(services: Services, onError: (error: unknown) => void): Running {
  const running = repeat(() => sequence(services), { everyMs: everyMs(services), wake: (now) => services.store.onCommit(now), onError });
  return {
    stop: async () => {
      await running.stop();
      await dropLease(services, position).catch(() => undefined);
    },
  };
}

/** Stamps what is pending, if this server holds the lease; whether there may be more. */
export async function sequence(services: Services): Promise<boolean> {
  if (!(await services.store.models.changes.exists({ pending: true }))) return false;
  if (!(await holdLease(services, position))) return false;
  const stamped = await stamp(services);
  if (stamped > 0) services.store.sequenced();
  return stamped === batchSize;
}

/** Everything in one transaction that writes the position: two sequencers, should clocks ever make two, cannot both commit. */
function stamp(services: Services): Promise<number> {
  const { changes, positions } = services.store.models;
  return services.store.transaction(async ({ session }) => {
    const pending = await changes.find({ pending: true }).sort({ pending: 1 }).limit(batchSize).session(session).lean<ChangeRow[]>();
    if (pending.length === 0) return 0;
    const last = await positions.findById(position).session(session).lean();
    let { seq, hash } = last ?? { seq: 0, hash: '' };
    const updates = inOrder(pending).map((change) => {
      seq += 1;
      hash = linkHash(hash, seq, change);
      return { updateOne: { filter: { _id: change._id }, update: { $set: { seq, hash }, $unset: { pending: '' } } } };
    });
    await changes.collection.bulkWrite(updates, { session, ordered: false });
    await positions.updateOne({ _id: position }, { $set: { seq, hash } }, { session, upsert: true });
    return updates.length;
  });
}

/** By time, but changes of one record always by their number: servers' clocks differ, a record's own count does not. */
export function inOrder(pending: readonly ChangeRow[]): ChangeRow[] {
  const byTime = [...pending].sort(
    (one, other) => one.at.getTime() - other.at.getTime() || (one._id.toString() < other._id.toString() ? -1 : 1),
  );
  const queues = new Map<string, ChangeRow[]>();
  for (const change of byTime) {
    if (change.subject !== 'record') continue;
    const name = `${change.entity}:${change.target}`;
    queues
      .set(name, queues.get(name) ?? [])
      .get(name)
      ?.push(change);
  }
  for (const queue of queues.values()) queue.sort((one, other) => (one.number ?? 0) - (other.number ?? 0));
  return byTime.map((change) =>
    change.subject === 'record' ? (queues.get(`${change.entity}:${change.target}`)?.shift() ?? change) : change,
  );
}

/** The hash that ties a change to the one before: over its own content, in a fixed order of members. */
export function linkHash(before: string, seq: number, change: ChangeRow): string {
  const { subject, kind, at, by, onBehalfOf, origin, entity, target, number, fields, detail, comment } = change;
  const content = [
    before,
    seq,
    change._id.toString(),
    subject,
    kind,
    at.toISOString(),
    by,
    onBehalfOf ?? null,
    origin,
    entity ?? null,
    target,
  ];
  const rest = [
    number ?? null,
    fields.map(({ key, before: had, after }) => [key, had ?? null, after ?? null]),
    detail ?? null,
    comment ?? null,
  ];
  return createHash('sha256')
    .update(JSON.stringify([...content, ...rest]))
    .digest('hex');
}
