import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { temporaryFolder } from './stores.ts';

/** The real server to compare with, from `MONGOD_BINARY`; without one the comparisons say that they did not run. */
export const mongodBinary = process.env.MONGOD_BINARY;

/** A real `mongod` as a single-node replica set in a folder of its own. */
export type RealMongod = { readonly uri: string; readonly pid: number; close(): Promise<void> };

/** Starts it on a socket file, as the embedded store is used. */
export async function startRealMongod(binary: string, extra: readonly string[] = []): Promise<RealMongod> {
  const { folder, remove } = temporaryFolder();
  const port = await freePort();
  const data = join(folder, 'db');
  mkdirSync(data);
  const options = [
    '--dbpath',
    data,
    '--port',
    `${port}`,
    '--bind_ip',
    '127.0.0.1',
    '--unixSocketPrefix',
    folder,
    '--replSet',
    'rs0',
    '--quiet',
  ];
  const quiet = ['--setParameter', 'diagnosticDataCollectionEnabled=false', '--wiredTigerCacheSizeGB', '0.5'];
  const child = spawn(binary, [...options, ...quiet, ...extra], { stdio: 'ignore' });
  const uri = `mongodb://${encodeURIComponent(join(folder, `mongodb-${port}.sock`))}/?directConnection=true`;
  await initiate(uri, port);
  return {
    uri,
    pid: child.pid ?? 0,
    close: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      remove();
    },
  };
}

async function initiate(uri: string, port: number): Promise<void> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 60_000 });
  const admin = client.db('admin');
  await admin.command({ replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host: `127.0.0.1:${port}` }] } });
  for (;;) {
    const hello = await admin.command({ hello: 1 });
    if (hello.isWritablePrimary) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await client.close();
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
