import type { Server as HttpServer } from 'node:http';
import type { ClientEvents, ServerEvents } from '@formwright/client';
import { Server } from 'socket.io';
import { follow } from '../store/follow.ts';
import type { Services } from '../store/services.ts';
import { createBroadcast } from './broadcast.ts';
import { isOwnOrigin } from './origin.ts';
import { createRevocation } from './revocation.ts';
import type { LiveServer, LiveSocket, SocketIdentity } from './sockets.ts';
import { serveSubscriptions } from './subscriptions.ts';

export type { SocketIdentity } from './sockets.ts';

/** What realtime is given by whoever starts the server. */
export interface RealtimeOptions {
  /** Works out who a handshake is from (`auth.token`, else the cookie header); undefined refuses it. Called again when rights change, and every minute. */
  authenticate: (handshake: { token?: string; cookie?: string; address: string }) => Promise<SocketIdentity | undefined>;
  /** Origins a browser may connect from besides the server's own host; default none. */
  origins?: readonly string[];
  /** Told of every failed round; it is tried again. Default: nothing is said. */
  onError?: (error: unknown) => void;
}

/** The live half of a server. */
export interface Realtime {
  /** Sockets open now. */
  connections(): number;
  /** What they follow, each audience of each socket counted. */
  subscriptions(): number;
  close(): Promise<void>;
}

/** Serves socket.io on an HTTP server: tells each subscriber of what they may see, and nothing else. */
export function attachRealtime(server: HttpServer, services: Services, options: RealtimeOptions): Realtime {
  const io: LiveServer = new Server<ClientEvents, ServerEvents>(server, {
    serveClient: false,
    maxHttpBufferSize: 64 * 1024,
    perMessageDeflate: false,
    allowRequest: (request, decide) => decide(null, isOwnOrigin(request.headers, options.origins ?? [])),
  });
  const authenticate = (socket: LiveSocket) => options.authenticate(handshakeOf(socket));
  io.use((socket, next) => {
    authenticate(socket).then(
      (identity) => (identity ? accept(socket, identity, next) : next(new Error('NOT_SIGNED_IN'))),
      () => next(new Error('INTERNAL')),
    );
  });
  const broadcast = createBroadcast(services, io);
  io.on('connection', (socket) => serveSubscriptions(services, broadcast, socket));
  const revocation = createRevocation({ services, io, authenticate, broadcast });
  const following = follow(services, {
    handle: async (changes) => {
      await revocation.handle(changes);
      await broadcast.handle(changes);
    },
    ...(options.onError ? { onError: options.onError } : {}),
  });
  return {
    connections: () => io.sockets.sockets.size,
    subscriptions: () => [...io.sockets.sockets.values()].reduce((sum, socket) => sum + audiencesOf(socket), 0),
    close: async () => {
      revocation.stop();
      await following.stop();
      io.disconnectSockets(true);
      io.engine.close();
    },
  };
}

function audiencesOf(socket: LiveSocket): number {
  return [...socket.rooms].filter((room) => room.startsWith('audience:')).length;
}

function accept(socket: LiveSocket, identity: SocketIdentity, next: () => void): void {
  socket.data = { identity, subscriptions: new Map() };
  void socket.join(`user:${'person' in identity.principal ? identity.principal.person.id : ''}`);
  next();
}

function handshakeOf(socket: LiveSocket): { token?: string; cookie?: string; address: string } {
  const { auth, headers, address } = socket.handshake;
  const token: unknown = Object.hasOwn(auth, 'token') ? auth.token : undefined;
  return {
    address,
    ...(typeof token === 'string' ? { token } : {}),
    ...(typeof headers.cookie === 'string' ? { cookie: headers.cookie } : {}),
  };
}
