import type { AnyBulkWriteOperation, mongo } from 'mongoose';

/** A condition as MongoDB understands it. */
export type Condition = mongo.Filter<mongo.BSON.Document>;

/** A document as MongoDB has it. */
export type RawDocument = mongo.BSON.Document;

/** One statement of a bulk write. */
export type BulkStatement = AnyBulkWriteOperation;
