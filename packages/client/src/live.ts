import { io, type Socket } from 'socket.io-client';
import type { Changed, ClientEvents, ServerEvents, Subscribe, Subscribed } from './contract/live.ts';

/** A subscription that survives lost connections. */
export interface LiveSubscription {
  close(): void;
}

/** What a live connection offers. */
export interface Live {
  /** Follows changes; after a gap it resumes at its last cursor, and `onReload` says when everything must be fetched again. */
  subscribe(
    request: Subscribe,
    listener: { onChange: (change: Changed) => void; onReload: () => void; onRefused?: (error: { code: string; message: string }) => void },
  ): LiveSubscription;
  /** My inbox or messages changed. */
  onInbox(listener: () => void): () => void;
  /** An app was published anew. */
  onPublished(listener: (event: { app: string; version: number }) => void): () => void;
  /** Whether the connection stands; called at each change. */
  onConnection(listener: (connected: boolean) => void): () => void;
  close(): void;
}

/** Opens the live connection to a server; reconnects by itself. */
export function connectLive(options: { baseUrl?: string; token?: string } = {}): Live {
  const socket: Socket<ServerEvents, ClientEvents> = io(options.baseUrl ?? '', {
    transports: ['websocket'],
    ...(options.token ? { auth: { token: options.token } } : {}),
  });
  return {
    subscribe: (request, listener) => follow(socket, request, listener),
    onInbox: (listener) => on(socket, 'inbox', () => listener()),
    onPublished: (listener) => on(socket, 'published', listener),
    onConnection: (listener) => {
      const up = () => listener(true);
      const down = () => listener(false);
      socket.on('connect', up);
      socket.on('disconnect', down);
      return () => {
        socket.off('connect', up);
        socket.off('disconnect', down);
      };
    },
    close: () => void socket.close(),
  };
}

type Wire = Socket<ServerEvents, ClientEvents>;

function on<E extends keyof ServerEvents>(socket: Wire, event: E, listener: ServerEvents[E]): () => void {
  socket.on(event, listener as never);
  return () => void socket.off(event, listener as never);
}

function follow(socket: Wire, request: Subscribe, listener: Parameters<Live['subscribe']>[1]): LiveSubscription {
  let cursor = request.since;
  let seen = false;
  const ask = () =>
    socket.emit('subscribe', { ...request, ...(cursor ? { since: cursor } : {}) }, (reply: Subscribed) => {
      if ('error' in reply) return listener.onRefused?.(reply.error);
      if (seen && cursor === undefined) listener.onReload();
      seen = true;
      cursor ??= reply.cursor;
    });
  const changed = (change: Changed) => {
    if (change.app !== request.app || change.entity !== request.entity) return;
    cursor = change.cursor;
    listener.onChange(change);
  };
  const reload = (event: { app: string; entity: string; cursor: string }) => {
    if (event.app !== request.app || event.entity !== request.entity) return;
    cursor = event.cursor;
    listener.onReload();
  };
  socket.on('connect', ask);
  socket.on('changed', changed);
  socket.on('reload', reload);
  if (socket.connected) ask();
  return {
    close: () => {
      socket.off('connect', ask);
      socket.off('changed', changed);
      socket.off('reload', reload);
      if (socket.connected)
        socket.emit(
          'unsubscribe',
          { app: request.app, entity: request.entity, ...(request.filter ? { filter: request.filter } : {}) },
          () => undefined,
        );
    },
  };
}
