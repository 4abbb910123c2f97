import type { ClientEvents, ServerEvents, Subscribe } from '@formwright/client';
import type { DefaultEventsMap, Server, Socket } from 'socket.io';
import type { Principal } from '../store/principal.ts';
import type { Audience } from './audience.ts';

/** Who is behind a socket. */
export interface SocketIdentity {
  principal: Principal;
  /** Id of the session or key that opened it. */
  session: string;
}

/** One thing that a socket follows. */
export interface Subscription {
  request: Subscribe;
  audience: Audience;
}

/** What we keep with a socket. */
export interface SocketData {
  identity: SocketIdentity;
  /** By what was asked for. */
  subscriptions: Map<string, Subscription>;
}

/** Our kind of socket.io server. */
export type LiveServer = Server<ClientEvents, ServerEvents, DefaultEventsMap, SocketData>;
/** Our kind of socket. */
export type LiveSocket = Socket<ClientEvents, ServerEvents, DefaultEventsMap, SocketData>;
