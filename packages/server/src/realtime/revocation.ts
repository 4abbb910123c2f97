import { personOf } from '../store/principal.ts';
import type { ChangeRow } from '../store/rows.ts';
import type { Services } from '../store/services.ts';
import { audienceOf } from './audience.ts';
import type { Broadcast } from './broadcast.ts';
import type { LiveServer, LiveSocket, SocketIdentity } from './sockets.ts';

const minuteMs = 60_000;

/** Keeps sockets true to what their owners may do now. */
export interface Revocation {
  /** Looks at who is concerned by a batch of changes, and passes on what goes to persons. */
  handle(changes: readonly ChangeRow[]): Promise<void>;
  stop(): void;
}

interface Parts {
  services: Services;
  io: LiveServer;
  authenticate: (socket: LiveSocket) => Promise<SocketIdentity | undefined>;
  broadcast: Broadcast;
}

/** Closes sockets whose session ended, and moves those whose rights changed to the audience they belong to now. */
export function createRevocation(parts: Parts): Revocation {
  const { io } = parts;
  const timer = setInterval(
    () => void Promise.all([...io.sockets.sockets.values()].map((socket) => lookAgain(parts, socket))).catch(() => undefined),
    minuteMs,
  );
  timer.unref();
  return {
    handle: async (changes) => {
      if (changes.some((change) => change.subject === 'app')) await parts.services.catalogue.refresh();
      const concerned = concernedSockets(io, changes);
      await Promise.all(concerned.map((socket) => lookAgain(parts, socket)));
      for (const change of changes) passOn(parts, change);
    },
    stop: () => clearInterval(timer),
  };
}

function concernedSockets(io: LiveServer, changes: readonly ChangeRow[]): LiveSocket[] {
  const sockets = [...io.sockets.sockets.values()];
  const touchesAll = changes.some(({ subject }) => subject === 'user' || subject === 'department' || subject === 'app');
  if (touchesAll) return sockets;
  const sessions = new Set(changes.filter(({ subject }) => subject === 'session' || subject === 'key').map((change) => change.target));
  return sockets.filter((socket) => sessions.has(socket.data.identity.session));
}

async function lookAgain(parts: Parts, socket: LiveSocket): Promise<void> {
  const identity = await parts.authenticate(socket);
  if (!identity) {
    socket.disconnect(true);
    return;
  }
  socket.data.identity = identity;
  for (const [name, subscription] of [...socket.data.subscriptions]) await moveAudience(parts, socket, { name, subscription });
}

/** A subscriber whose sight changed fetches again: what went out of it is not told one by one. */
async function moveAudience(
  { services, broadcast }: Parts,
  socket: LiveSocket,
  {
    name,
    subscription,
  }: { name: string; subscription: { request: Parameters<typeof audienceOf>[2]; audience: ReturnType<typeof audienceOf> } },
): Promise<void> {
  const { request, audience } = subscription;
  try {
    const next = audienceOf(services, socket.data.identity.principal, request);
    if (next.room === audience.room) return;
    broadcast.leave(socket, audience);
    socket.data.subscriptions.set(name, { request, audience: next });
    await broadcast.join(socket, next);
  } catch {
    broadcast.leave(socket, audience);
    socket.data.subscriptions.delete(name);
  }
  socket.emit('reload', { app: request.app, entity: request.entity, cursor: broadcast.cursor() });
}

function passOn({ io }: Parts, change: ChangeRow): void {
  if (change.subject === 'inbox')
    io.to(`user:${change.target}`).emit('inbox', { reason: change.detail?.reason === 'notification' ? 'notification' : 'task' });
  if (change.subject !== 'app') return;
  const { key, version } = change.detail ?? {};
  if (typeof key !== 'string' || typeof version !== 'number') return;
  const mayOpen = (socket: LiveSocket) => {
    const person = personOf(socket.data.identity.principal);
    return person?.admin === true || person?.roles.some((role) => role.startsWith(`${key}.`)) === true;
  };
  for (const socket of io.sockets.sockets.values()) if (mayOpen(socket)) socket.emit('published', { app: key, version });
}
