import mongoose from 'mongoose';

/** Whether a unique index refused a write. */
export function isDuplicateKey(error: unknown): boolean {
  return codeOf(error) === 11000;
}

/** The unique entry of a record that another one holds; undefined when it was another index that refused. For us only, never for an answer. */
export function duplicateEntry(error: unknown): string | undefined {
  if (!isDuplicateKey(error)) return undefined;
  const key = (error as { keyValue?: unknown }).keyValue;
  const entry = typeof key === 'object' && key !== null && 'u' in key ? key.u : undefined;
  return typeof entry === 'string' ? entry : undefined;
}

/** Places of the statements of a bulk write that a unique index refused; undefined when something else went wrong too. */
export function duplicatesIn(error: unknown): number[] | undefined {
  if (!(error instanceof mongoose.mongo.MongoBulkWriteError)) return undefined;
  const failed = Array.isArray(error.writeErrors) ? error.writeErrors : [error.writeErrors];
  return failed.every(({ code }) => code === 11000) ? failed.map(({ index }) => index) : undefined;
}

/** Whether the database ended a query for its time or memory: MaxTimeMSExpired, ExceededMemoryLimit, QueryExceededMemoryLimitNoDiskUseAllowed. */
export function isQueryEnded(error: unknown): boolean {
  return [50, 146, 292].includes(codeOf(error) ?? 0);
}

/** Whether an expression met a value of another type than it works with. */
export function isTypeMismatch(error: unknown): boolean {
  return codeOf(error) === 14;
}

/** Whether an index that was to be dropped is not there. */
export function isIndexMissing(error: unknown): boolean {
  return codeOf(error) === 27;
}

function codeOf(error: unknown): number | undefined {
  return error instanceof mongoose.mongo.MongoServerError ? Number(error.code) : undefined;
}
