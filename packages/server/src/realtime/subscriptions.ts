import type { Subscribe, Subscribed } from '@formwright/client';
import { AppError, type Locale } from '@formwright/metadata';
import { personOf } from '../store/principal.ts';
import type { Services } from '../store/services.ts';
import { audienceOf } from './audience.ts';
import type { Broadcast } from './broadcast.ts';
import { readLiveCursor } from './live-cursor.ts';
import type { LiveSocket } from './sockets.ts';

/** Most things that one socket may follow. */
const mostSubscriptions = 200;

/** Answers what a socket asks for. Whatever it sends, it gets a refusal at worst. */
export function serveSubscriptions(services: Services, broadcast: Broadcast, socket: LiveSocket): void {
  socket.on('subscribe', (request: Subscribe, answer: unknown) => {
    const reply = typeof answer === 'function' ? (answer as (reply: Subscribed) => void) : () => undefined;
    subscribe(services, broadcast, { socket, request }).then(reply, (error: unknown) => reply(refusal(error, localeOf(socket))));
  });
  socket.on('unsubscribe', (request: Subscribe, answer: unknown) => {
    const name = isRequest(request) ? subscriptionName(request) : '';
    const subscription = socket.data.subscriptions.get(name);
    socket.data.subscriptions.delete(name);
    const isShared = [...socket.data.subscriptions.values()].some((other) => other.audience.room === subscription?.audience.room);
    if (subscription && !isShared) broadcast.leave(socket, subscription.audience);
    if (typeof answer === 'function') answer();
  });
}

async function subscribe(
  services: Services,
  broadcast: Broadcast,
  { socket, request }: { socket: LiveSocket; request: Subscribe },
): Promise<Subscribed> {
  if (!isRequest(request)) throw new AppError('BAD_REQUEST');
  const { subscriptions, identity } = socket.data;
  const name = subscriptionName(request);
  if (!subscriptions.has(name) && subscriptions.size >= mostSubscriptions)
    throw new AppError('TOO_MANY_REQUESTS', { params: { seconds: 60 } });
  const audience = audienceOf(services, identity.principal, request);
  const since = request.since === undefined ? undefined : readLiveCursor(request.since, services.organisation().secret);
  if (request.since !== undefined && since === undefined) throw new AppError('BAD_CURSOR');
  subscriptions.set(name, { request, audience });
  const { cursor, isComplete } = await broadcast.join(socket, audience, since);
  if (!isComplete) socket.emit('reload', { app: audience.app, entity: audience.entity, cursor });
  return { cursor };
}

/** What was asked for, as a name. */
function subscriptionName({ app, entity, filter }: Pick<Subscribe, 'app' | 'entity' | 'filter'>): string {
  return JSON.stringify([app, entity, filter ?? null]);
}

function isRequest(request: unknown): request is Subscribe {
  if (typeof request !== 'object' || request === null || !('app' in request) || !('entity' in request)) return false;
  const { since } = request as { since?: unknown };
  return typeof request.app === 'string' && typeof request.entity === 'string' && (since === undefined || typeof since === 'string');
}

function refusal(error: unknown, locale: Locale): Subscribed {
  const known = error instanceof AppError ? error : new AppError('INTERNAL', { params: { requestId: '' } });
  return { error: { code: known.code, message: known.text(locale) } };
}

function localeOf(socket: LiveSocket): Locale {
  return personOf(socket.data.identity.principal)?.locale ?? 'zh-CN';
}
