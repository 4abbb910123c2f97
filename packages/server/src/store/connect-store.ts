import { EventEmitter } from 'node:events';
import { AppError } from '@formwright/metadata';
import mongoose, { type Connection, type Model } from 'mongoose';
import { createModels, type Models } from './models/models.ts';
import { recordSchema, type StoredRecord } from './models/records.ts';
import type { Store } from './store.ts';
import { runTransaction } from './transaction.ts';

/** How the store is reached. */
export interface ConnectOptions {
  /** Most connections to the database; default 20. */
  poolSize?: number;
  /** How long to look for a server, in ms; default 10,000. */
  timeoutMs?: number;
  /** Whether no other process writes to it; default false. */
  alone?: boolean;
}

/**
 * Connects to a MongoDB, refuses one without transactions, and makes what collections and indexes are missing.
 * Throws AppError DATABASE_UNAVAILABLE, or an Error that says how to make a single-node replica set.
 */
export async function connectStore(uri: string, options: ConnectOptions = {}): Promise<Store> {
  const connection = await connect(uri, options);
  try {
    await refuseWithoutTransactions(connection);
    const models = createModels(connection);
    await makeCollections(models);
    return toStore(connection, models, options.alone ?? false);
  } catch (error) {
    await connection.close();
    throw error;
  }
}

async function connect(uri: string, options: ConnectOptions): Promise<Connection> {
  const connection = mongoose.createConnection(uri, {
    maxPoolSize: options.poolSize ?? 20,
    serverSelectionTimeoutMS: options.timeoutMs ?? 10_000,
    retryWrites: true,
    retryReads: true,
    writeConcern: { w: 'majority' },
  });
  try {
    return await connection.asPromise();
  } catch (error) {
    await connection.close().catch(() => undefined);
    throw new AppError('DATABASE_UNAVAILABLE', { cause: error });
  }
}

async function refuseWithoutTransactions(connection: Connection): Promise<void> {
  const hello = await connection.db?.admin().command({ hello: 1 });
  if (hello?.setName !== undefined || hello?.msg === 'isdbgrid') return;
  throw new Error(
    'This MongoDB cannot do transactions. Start it with --replSet rs0, run rs.initiate() once, and add ?replicaSet=rs0 to MONGODB_URI: that makes a single-node replica set.',
  );
}

async function makeCollections(models: Models): Promise<void> {
  const db = models.changes.db.db;
  const present = new Set((await db?.listCollections({}, { nameOnly: true }).toArray())?.map((entry) => entry.name));
  for (const model of Object.values(models) as Model<unknown>[]) {
    if (!present.has(model.collection.collectionName)) await createQuietly(() => model.createCollection());
    if (model.schema.indexes().length > 0) await model.createIndexes();
  }
}

/** Runs a creation that another server may have done a moment ago. */
export async function createQuietly(create: () => Promise<unknown>): Promise<void> {
  try {
    await create();
  } catch (error) {
    const namespaceExists = 48;
    if (!(error instanceof mongoose.mongo.MongoServerError) || error.code !== namespaceExists) throw error;
  }
}

function toStore(connection: Connection, models: Models, alone: boolean): Store {
  if (!connection.db) throw new AppError('DATABASE_UNAVAILABLE');
  const signals = new EventEmitter().setMaxListeners(0);
  const entities = new Map<string, Model<StoredRecord>>();
  const recordsOf = (entityId: string): Model<StoredRecord> => {
    const name = `r_${entityId}`;
    const known = entities.get(name) ?? connection.model<StoredRecord>(name, recordSchema, name);
    entities.set(name, known);
    return known;
  };
  return {
    connection,
    models,
    alone,
    bytes: new mongoose.mongo.GridFSBucket(connection.db, { bucketName: 'bytes' }),
    records: recordsOf,
    transaction: (work, options) => runTransaction(connection, work, options),
    onCommit: (listener) => listen(signals, 'committed', listener),
    committed: () => void signals.emit('committed'),
    onSequenced: (listener) => listen(signals, 'sequenced', listener),
    sequenced: () => void signals.emit('sequenced'),
    close: () => connection.close(),
  };
}

function listen(signals: EventEmitter, name: 'committed' | 'sequenced', listener: () => void): () => void {
  signals.on(name, listener);
  return () => void signals.off(name, listener);
}
