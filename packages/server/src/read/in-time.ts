import { AppError } from '@formwright/metadata';
import { isQueryEnded } from '../store/database-errors.ts';

/** Longest a query may take in the database, in ms. */
export const queryTimeMs = 10_000;

/** The answer of a query, or QUERY_TOO_SLOW when the database ended it for its time or memory. */
export async function inTime<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw isQueryEnded(error) ? new AppError('QUERY_TOO_SLOW', { cause: error }) : error;
  }
}
