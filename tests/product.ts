import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The top folder of the checkout. */
export const root = new URL('..', import.meta.url).pathname;

/** The product as a person runs it: its own process on a fresh data folder. */
export interface Product extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  readonly data: string;
  /** Ends the process as a power cut does: no goodbye. */
  kill(): Promise<void>;
  /** Asks the process to end, as a service manager does; resolves to its exit code. */
  stop(): Promise<number | null>;
  /** Starts it again on the same data; resolves when it is ready, to the milliseconds that took. */
  start(): Promise<number>;
}

/** How the product is started. */
export interface ProductOptions {
  /** URI of a MongoDB; the embedded database when left out. */
  uri?: string;
  /** Milliseconds to wait until ready; default 60,000. */
  patience?: number;
}

/** Starts the built product on a free port. */
export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const data = await mkdtemp(join(tmpdir(), 'formwright-product-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  const start = async () => {
    const began = Date.now();
    child = launch({ port, data, options });
    await untilReady(url, child, options.patience ?? 60_000);
    return Date.now() - began;
  };
  await start();
  return {
    url,
    data,
    get pid() {
      return child?.pid ?? 0;
    },
    kill: () => end(child, 'SIGKILL'),
    stop: async () => {
      await end(child, 'SIGTERM');
      return child?.exitCode ?? null;
    },
    start,
    [Symbol.asyncDispose]: async () => {
      await end(child, 'SIGTERM');
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** Memory that a process holds, in MB; NaN where the system does not tell. */
export async function rssMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
}

function launch({ port, data, options }: { port: number; data: string; options: ProductOptions }): ChildProcess {
  const { MONGODB_URI: _, ...env } = process.env;
  const child = spawn(process.execPath, [`${root}packages/server/dist/main.js`, '--data', data, '--port', String(port)], {
    cwd: root,
    env: { ...env, ...(options.uri ? { MONGODB_URI: options.uri } : {}) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const endWithUs = () => void child.kill('SIGKILL');
  process.once('exit', endWithUs);
  child.once('exit', () => process.off('exit', endWithUs));
  return child;
}

async function untilReady(url: string, child: ChildProcess, patience: number): Promise<void> {
  const deadline = Date.now() + patience;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the product ended with ${child.exitCode}`);
    const ready = await fetch(`${url}/health/ready`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return;
    await sleep(25);
  }
  throw new Error(`the product was not ready within ${patience} ms`);
}

async function end(child: ChildProcess | undefined, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill(signal);
  await ended;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
