import { mkdirSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { resolve } from 'node:path';
import type { Client, ServerState } from '../commands/command.ts';
import { dispatch } from '../commands/dispatch.ts';
import { setName } from '../commands/hello.ts';
import { openEngine } from '../engine/engine.ts';
import type { Engine } from '../engine/types.ts';
import { ClusterTime } from '../session/cluster-time.ts';
import { Cursors } from '../session/cursors.ts';
import { Sessions } from '../session/sessions.ts';
import { Snapshots } from '../session/snapshots.ts';
import { Authentication, deriveScramKeys, type ScramKeys } from '../wire/authentication.ts';
import { serveConnection } from '../wire/connection.ts';
import { folderCredentials } from './credentials.ts';
import { listenOnSocket } from './lock.ts';
import { socketPath } from './socket-path.ts';

/** Milliseconds between looks for idle cursors and sessions. */
const sweepMs = 15_000;

/** What to serve. */
export type ServeOptions = {
  /** The data folder; made when missing. */
  readonly folder: string;
  /** Also listen on this port of 127.0.0.1, with a password; 0 = any free one. Default: no TCP, except where socket files do not exist. */
  readonly port?: number;
};

/** A store that is being served by this very process. */
export type Served = { readonly uri: string; readonly engine: Engine; readonly close: () => Promise<void> };

/** Takes the folder, opens its store and serves it. Throws FolderInUse, and what the store says of a file that it cannot open. */
export async function serve(options: ServeOptions): Promise<Served> {
  const folder = resolve(options.folder);
  makeFolder(folder);
  const path = socketPath(folder);
  const local = await listenOnSocket(path, folder);
  const sockets = new Set<Socket>();
  try {
    const state = await openState(folder);
    accept(local, { state, sockets, host: path });
    const tcp = await listenOnPort(options.port, { state, sockets, folder });
    const sweep = setInterval(() => expire(state), sweepMs);
    sweep.unref();
    const close = async () => {
      clearInterval(sweep);
      for (const server of [local, tcp?.server]) server?.close();
      for (const socket of sockets) socket.destroy();
      await state.engine.close();
    };
    return { uri: tcp?.uri ?? `mongodb://${encodeURIComponent(path)}/?replicaSet=${setName}`, engine: state.engine, close };
  } catch (error) {
    local.close();
    throw error;
  }
}

async function openState(folder: string): Promise<ServerState> {
  const now = Date.now;
  const engine = await openEngine({ folder });
  const cursors = new Cursors(now);
  const clusterTime = new ClusterTime(now);
  clusterTime.tick();
  const sessions = new Sessions(engine, cursors, now);
  return {
    engine,
    cursors,
    sessions,
    clusterTime,
    snapshots: new Snapshots(engine, clusterTime, now),
    now,
    startedAt: now(),
    folder,
    connections: { current: 0, total: 0 },
    counters: new Map(),
    operations: new Set(),
    profiling: { slowMs: 100, sampleRate: 1 },
  };
}

type Listening = { readonly state: ServerState; readonly sockets: Set<Socket>; readonly host: string; readonly keys?: ScramKeys };

function accept(server: Server, { state, sockets, host, keys }: Listening): void {
  server.on('connection', (socket) => {
    socket.setNoDelay(true);
    sockets.add(socket);
    state.connections.current++;
    const client: Client = { id: ++state.connections.total, host, peer: peerOf(socket), authentication: new Authentication(keys) };
    serveConnection(
      socket,
      (request, signal) => dispatch(request, { server: state, client, signal }),
      () => {
        sockets.delete(socket);
        state.connections.current--;
        state.sessions.release(client);
      },
    );
  });
}

function peerOf(socket: Socket): string {
  return socket.remoteAddress ? `${socket.remoteAddress}:${socket.remotePort}` : 'anonymous unix socket';
}

async function listenOnPort(
  port: number | undefined,
  from: { state: ServerState; sockets: Set<Socket>; folder: string },
): Promise<{ server: Server; uri: string } | undefined> {
  const wanted = port ?? (process.platform === 'win32' ? 0 : undefined);
  if (wanted === undefined) return undefined;
  const credentials = folderCredentials(from.folder);
  const server = createServer();
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(wanted, '127.0.0.1', done);
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  accept(server, { ...from, host, keys: deriveScramKeys(credentials) });
  const login = `${encodeURIComponent(credentials.user)}:${encodeURIComponent(credentials.password)}`;
  return { server, uri: `mongodb://${login}@${host}/?replicaSet=${setName}&authSource=admin` };
}

function expire(state: ServerState): void {
  state.cursors.expire();
  state.sessions.expire();
  state.snapshots.expire();
}

/** Throws for a path at which no folder can be, in words that say what is there. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new Error(`${folder} is a file: the data need a folder of their own`);
    if (code === 'ENOTDIR') throw new Error(`${folder} cannot be a data folder: what should hold it is a file`);
    throw error;
  }
}
