import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import mongoose from 'mongoose';

/** A database server for one test worker. */
export interface TestServer {
  /** URI of a database of the given name. */
  uri(database: string): string;
  close(): Promise<void>;
}

let server: Promise<TestServer> | undefined;
let databases = 0;

/**
 * A new, empty database: on the real MongoDB that `MONGOD_BINARY` names, else (or with TEST_DATABASE=embedded) on embedded-mongo.
 * The server is started once per test worker; `closeTestServer` ends it.
 */
export async function testDatabase(): Promise<string> {
  server ??= startTestServer();
  databases += 1;
  return (await server).uri(`t${process.pid}_${databases}_${Math.random().toString(36).slice(2, 8)}`);
}

/** Ends the server of this worker, if one was started. */
export async function closeTestServer(): Promise<void> {
  const running = server;
  server = undefined;
  await (await running)?.close();
}

async function startTestServer(): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'formwright-test-'));
  const binary = process.env.TEST_DATABASE === 'embedded' ? undefined : process.env.MONGOD_BINARY;
  const started = binary ? await startMongod(binary, folder) : await startEmbedded(folder);
  return {
    uri: (database) => started.uri.replace('/formwright', `/${database}`),
    close: async () => {
      await started.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startEmbedded(folder: string): Promise<{ uri: string; close: () => Promise<void> }> {
  const { startEmbeddedMongo } = await import('embedded-mongo');
  const embedded = await startEmbeddedMongo({ folder });
  return { uri: embedded.uri.replace(/^(mongodb:\/\/[^/]+)\/?[^?]*/, '$1/formwright'), close: () => embedded.close() };
}

/** Starts a real MongoDB in a folder of its own; a single-node replica set unless told otherwise. */
export async function startMongod(
  binary: string,
  parent: string,
  { replicaSet = true } = {},
): Promise<{ uri: string; close: () => Promise<void> }> {
  const folder = await mkdtemp(join(parent, 'mongod-'));
  const port = await freePort();
  const options = [
    '--dbpath',
    folder,
    '--port',
    String(port),
    '--bind_ip',
    '127.0.0.1',
    ...(replicaSet ? ['--replSet', 'rs0'] : []),
    '--wiredTigerCacheSizeGB',
    '0.25',
  ];
  const child = spawn(binary, [...options, '--setParameter', 'diagnosticDataCollectionEnabled=false', '--quiet'], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const direct = await reach(`mongodb://127.0.0.1:${port}/admin?directConnection=true`);
  if (replicaSet) await direct.db?.command({ replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host: `127.0.0.1:${port}` }] } });
  for (;;) {
    const hello = await direct.db?.admin().command({ hello: 1 });
    if (hello?.isWritablePrimary) break;
    await sleep(50);
  }
  await direct.close();
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  process.once('exit', () => child.kill('SIGKILL'));
  return { uri: `mongodb://127.0.0.1:${port}/formwright${replicaSet ? '?replicaSet=rs0' : ''}`, close: stop };
}

async function reach(uri: string): Promise<mongoose.Connection> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await mongoose.createConnection(uri, { serverSelectionTimeoutMS: 1000 }).asPromise();
    } catch (error) {
      if (attempt >= 40) throw error;
      await sleep(250);
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
