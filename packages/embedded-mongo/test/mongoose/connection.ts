import mongoose, { type Connection } from 'mongoose';
import { startStore, type TestStore } from '../stores.ts';

/** A mongoose connection of its own to a store of its own; nothing of mongoose is changed. */
export type MongooseStore = { readonly connection: Connection; readonly at: TestStore; close(): Promise<void> };

/** Starts it for one test file. */
export async function connectMongoose(): Promise<MongooseStore> {
  const at = await startStore();
  const connection = await mongoose.createConnection(at.store.uri, { dbName: 'crm', serverSelectionTimeoutMS: 10_000 }).asPromise();
  return {
    connection,
    at,
    close: async () => {
      await connection.close();
      await at.close();
    },
  };
}
