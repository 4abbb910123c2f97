import { type IndexDefinition, type IndexOptions, Schema, type SchemaDefinition } from 'mongoose';

/** One index: keys and options. */
export type StoredIndex = readonly [keys: IndexDefinition, options?: IndexOptions];

/**
 * A mongoose schema as we use them all: no version key, empty objects kept, nothing created behind our back
 * (collections and indexes are made by `connectStore`, never inside a transaction).
 */
export function stored<T>(definition: Record<string, unknown>, indexes: readonly StoredIndex[] = []): Schema<T> {
  const schema = new Schema<T>(definition as SchemaDefinition<T>, {
    versionKey: false,
    minimize: false,
    autoIndex: false,
    autoCreate: false,
    strict: 'throw',
    strictQuery: 'throw',
    ...('_id' in definition ? { _id: false } : {}),
  });
  for (const [keys, options] of indexes) schema.index(keys, options ?? {});
  return schema;
}
