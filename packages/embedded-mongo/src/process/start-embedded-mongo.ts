import { type ChildProcess, fork } from 'node:child_process';
import type { CheckReport, EngineStats } from '../engine/types.ts';
import type { StoreMessage, StoreRequest } from './messages.ts';
import { isPort } from './port.ts';
import { storeProgram } from './store-program.ts';

/** How long a closing store may take, in milliseconds. */
const closingMs = 10_000;

/** How to start a store. */
export type EmbeddedMongoOptions = {
  /** The data folder; made when missing. One process at a time may serve it. */
  readonly folder: string;
  /** Serve on this port of 127.0.0.1 with a password, 0 = any free one. Default: on a socket file in the folder. */
  readonly port?: number;
};

/** A running store. */
export type EmbeddedMongo = {
  /** Give it to any MongoDB driver; it names no database. */
  readonly uri: string;
  /** The store's process. */
  readonly pid: number;
  /** Lets queued writes finish and ends the process; harmless when repeated. */
  close(): Promise<void>;
  /** Writes a consistent copy into `path` (made when missing; must be empty) while writes go on. */
  backup(path: string): Promise<void>;
  /** Compares every index with its rebuild; empty `problems` = all is well. */
  check(): Promise<CheckReport>;
  stats(): Promise<EngineStats>;
};

/**
 * Starts a store in a process of its own, which ends with this one. Rejects when the folder is in use for more than 5 s, or when
 * its file is torn, foreign or of a newer version; the message says what to do. Throws TypeError or RangeError for a wrong argument.
 */
export async function startEmbeddedMongo(options: EmbeddedMongoOptions): Promise<EmbeddedMongo> {
  if (typeof options !== 'object' || options === null)
    throw new TypeError('startEmbeddedMongo({ folder, port? }) takes an object that names a data folder');
  const { folder, port } = options;
  if (typeof folder !== 'string' || folder === '')
    throw new TypeError('startEmbeddedMongo({ folder }): folder must be the path of a data folder');
  if (port !== undefined && !isPort(port)) throw new RangeError(`startEmbeddedMongo({ port }): ${port} is no port (0 to 65535)`);
  const child = fork(await storeProgram(), [folder, ...(port === undefined ? [] : [String(port)])], {
    execArgv: [],
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // A group of its own: Ctrl+C in a terminal is for the program, which then closes the store in order.
    detached: true,
  });
  const uri = await started(child);
  // The channel and the process must not keep a program alive that is done otherwise.
  child.unref();
  child.channel?.unref();
  const ask = channelOf(child);
  let closing: Promise<void> | undefined;
  return {
    uri,
    pid: child.pid ?? 0,
    close: () => (closing ??= closeStore(child, ask)),
    backup: async (path) => void (await ask({ ask: 'backup', path })),
    check: () => ask({ ask: 'check' }) as Promise<CheckReport>,
    stats: () => ask({ ask: 'stats' }) as Promise<EngineStats>,
  };
}

type Question = { ask: 'check' | 'stats' | 'close' } | { ask: 'backup'; path: string };
type Ask = (question: Question) => Promise<unknown>;

function started(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`the store process ended before it served (${signal ?? `code ${code}`})`)));
    child.once('message', (message: StoreMessage) => {
      if (message.kind === 'ready') resolve(message.uri);
      else reject(new Error(message.kind === 'failed' ? message.message : 'the store process spoke out of turn'));
    });
  });
}

/** Asks the store process and waits for its answer; all open questions fail when it ends. */
function channelOf(child: ChildProcess): Ask {
  const open = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let asked = 0;
  child.on('message', (message: StoreMessage) => {
    if (message.kind !== 'answer' && message.kind !== 'refused') return;
    const waiting = open.get(message.id);
    open.delete(message.id);
    if (message.kind === 'answer') waiting?.resolve(message.value);
    else waiting?.reject(new Error(message.message));
    if (open.size === 0) child.channel?.unref();
  });
  child.once('exit', () => {
    for (const waiting of open.values()) waiting.reject(new Error('the store process has ended'));
    open.clear();
  });
  return (question) =>
    new Promise((resolve, reject) => {
      if (!child.connected) return reject(new Error('the store process has ended'));
      const request: StoreRequest = { id: ++asked, ...question };
      open.set(request.id, { resolve, reject });
      child.channel?.ref();
      child.send(request);
    });
}

async function closeStore(child: ChildProcess, ask: Ask): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  // What was acknowledged is durable: a process that is stuck may be killed.
  const impatient = setTimeout(() => child.kill('SIGKILL'), closingMs);
  await ask({ ask: 'close' }).catch(() => child.kill('SIGKILL'));
  await ended;
  clearTimeout(impatient);
}
