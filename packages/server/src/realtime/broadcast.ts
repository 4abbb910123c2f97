import type { Changed } from '@formwright/client';
import { changesAfter, newestSeq } from '../store/follow.ts';
import type { ChangeRow } from '../store/rows.ts';
import type { Services } from '../store/services.ts';
import { type Audience, viewpointOf } from './audience.ts';
import { judge, type Viewpoint } from './judge.ts';
import { writeLiveCursor } from './live-cursor.ts';
import { recordStates } from './record-states.ts';
import type { LiveServer, LiveSocket } from './sockets.ts';

/** Most changes that are told again after a gap; beyond, everything is to be fetched anew. */
const longestGap = 5000;

/** Tells audiences of changes. */
export interface Broadcast {
  /** Tells of a batch, in order. */
  handle(changes: readonly ChangeRow[]): Promise<void>;
  /** Adds a socket to an audience once no batch is under way; answers the cursor it stands at. `since` is told first, or `undefined` when the gap is too long. */
  join(socket: LiveSocket, audience: Audience, since?: number): Promise<{ cursor: string; isComplete: boolean }>;
  leave(socket: LiveSocket, audience: Audience): void;
  /** Cursor of now. */
  cursor(): string;
}

/** Keeps the audiences of one server. */
export function createBroadcast(services: Services, io: LiveServer): Broadcast {
  const audiences = new Map<string, Audience>();
  let told = 0;
  let batch: Promise<void> = newestSeq(services).then((seq) => {
    told = Math.max(told, seq);
  });
  const cursor = () => writeLiveCursor(told, services.organisation().secret);
  const tell = async (changes: readonly ChangeRow[]) => {
    forgetEmpty(io, audiences);
    const watched = new Set([...audiences.values()].map((audience) => audience.entityId));
    const states = await recordStates(
      services,
      changes.filter((change) => change.entity !== undefined && watched.has(change.entity)),
    );
    const views = new Map([...audiences.values()].map((audience) => [audience, viewpointOf(services, audience)] as const));
    for (const change of changes) {
      for (const [audience, view] of views) {
        const event = eventFor(services, { change, audience, view, states });
        if (event) io.to(audience.room).emit('changed', event);
      }
      told = change.seq ?? told;
    }
  };
  return {
    cursor,
    handle: (changes) => {
      batch = batch.catch(() => undefined).then(() => tell(changes));
      return batch;
    },
    join: async (socket, audience, since) => {
      const isComplete = since === undefined || (await replay(services, { socket, audience, since, until: () => told }));
      for (let current = batch; ; current = batch) {
        await current.catch(() => undefined);
        if (current === batch) break;
      }
      if (!audiences.has(audience.room)) audiences.set(audience.room, audience);
      await socket.join(audience.room);
      return { cursor: cursor(), isComplete };
    },
    leave: (socket, audience) => void socket.leave(audience.room),
  };
}

/** Tells one socket what it missed; false when that is too much. */
async function replay(
  services: Services,
  gap: { socket: LiveSocket; audience: Audience; since: number; until: () => number },
): Promise<boolean> {
  const { socket, audience, since, until } = gap;
  if (until() - since > longestGap) return false;
  const view = viewpointOf(services, audience);
  for (let from = since; from < until(); ) {
    const changes = await changesAfter(services, from);
    const states = await recordStates(
      services,
      changes.filter((change) => change.entity === audience.entityId),
    );
    for (const change of changes) {
      const event = eventFor(services, { change, audience, view, states });
      if (event) socket.emit('changed', event);
    }
    from = changes.at(-1)?.seq ?? until();
  }
  return true;
}

function eventFor(
  services: Services,
  told: { change: ChangeRow; audience: Audience; view: Viewpoint | undefined; states: ReadonlyMap<string, Parameters<typeof judge>[1]> },
): Changed | undefined {
  const { change, audience, view, states } = told;
  const state = change.entity === audience.entityId ? states.get(change._id.toString()) : undefined;
  const verdict = state && view ? judge(change, state, view) : undefined;
  if (!verdict) return undefined;
  const cursor = writeLiveCursor(change.seq ?? 0, services.organisation().secret);
  return { cursor, app: audience.app, entity: audience.entity, id: change.target, ...verdict };
}

function forgetEmpty(io: LiveServer, audiences: Map<string, Audience>): void {
  for (const room of audiences.keys()) if (!io.sockets.adapter.rooms.has(room)) audiences.delete(room);
}
