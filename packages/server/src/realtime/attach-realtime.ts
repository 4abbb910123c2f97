import type { Server as HttpServer } from 'node:http';
import type { Principal } from '../store/principal.ts';
import type { Services } from '../store/services.ts';

/** Who is behind a socket. */
export interface SocketIdentity {
  principal: Principal;
  /** Id of the session or key that opened it. */
  session: string;
}

/** What realtime is given by whoever starts the server. */
export interface RealtimeOptions {
  /** Works out who a handshake is from (`auth.token`, else the cookie header); undefined refuses it. Called again when rights change. */
  authenticate: (handshake: { token?: string; cookie?: string; address: string }) => Promise<SocketIdentity | undefined>;
  /** Origins a browser may connect from besides the server's own host; default none. */
  origins?: readonly string[];
}

/** The live half of a server. */
export interface Realtime {
  /** Sockets open now. */
  connections(): number;
  close(): Promise<void>;
}

/** Serves socket.io on an HTTP server: tells each subscriber of what they may see, and nothing else. */
export function attachRealtime(_server: HttpServer, _services: Services, _options: RealtimeOptions): Realtime {
  // Until it is here, a server without live changes is better than none.
  return { connections: () => 0, close: () => Promise.resolve() };
}
