import { AppError } from '@formwright/metadata';
import mongoose from 'mongoose';

/** Longest a query may take in the database, in ms. */
export const queryTimeMs = 10_000;

/** The answer of a query, or QUERY_TOO_SLOW when the database ended it for its time or memory. */
export async function inTime<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const isEnded = error instanceof mongoose.mongo.MongoServerError && endedCodes.has(Number(error.code));
    throw isEnded ? new AppError('QUERY_TOO_SLOW', { cause: error }) : error;
  }
}

/** MaxTimeMSExpired, ExceededMemoryLimit, QueryExceededMemoryLimitNoDiskUseAllowed. */
const endedCodes = new Set([50, 146, 292]);
