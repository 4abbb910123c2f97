import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient, type MongoClientOptions } from 'mongodb';
import { type EmbeddedMongo, type EmbeddedMongoOptions, startEmbeddedMongo } from '../src/index.ts';

/** A temporary folder and what removes it. */
export function temporaryFolder(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'em-test-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A store in a folder of its own, with a driver that is connected; both end with `close`. */
export type TestStore = { readonly store: EmbeddedMongo; readonly client: MongoClient; readonly folder: string; close(): Promise<void> };

/** Starts a store for one test file. */
export async function startStore(options: Omit<EmbeddedMongoOptions, 'folder'> & { driver?: MongoClientOptions } = {}): Promise<TestStore> {
  const { folder, remove } = temporaryFolder();
  const { driver, ...rest } = options;
  const store = await startEmbeddedMongo({ folder, ...rest });
  const client = await connect(store.uri, driver);
  return {
    store,
    client,
    folder,
    close: async () => {
      await client.close();
      await store.close();
      remove();
    },
  };
}

/** A connected driver that gives up soon. */
export function connect(uri: string, options: MongoClientOptions = {}): Promise<MongoClient> {
  return new MongoClient(uri, { serverSelectionTimeoutMS: 10_000, ...options }).connect();
}
