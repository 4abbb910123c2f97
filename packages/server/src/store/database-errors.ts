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

/**
 * What MongoDB answers to a statement that it would refuse however often it came: BadValue, FailedToParse, TypeMismatch,
 * DollarPrefixedFieldName, ImmutableField, DocumentValidationFailure, DuplicateKey, and a document that is too large.
 */
const refusals = new Set([2, 9, 14, 52, 66, 121, 10334, 11000, 17419, 17420]);

/** Whether another try may go better than this one, which the database or its driver failed: it is away, full or busy. */
export function isPassingFailure(error: unknown): boolean {
  if (!(error instanceof Error && error.name.startsWith('Mongo'))) return false;
  return error.name !== 'MongoInvalidArgumentError' && !refusals.has(codeOf(error) ?? 0);
}

/** Whether an index that was to be dropped is not there. */
export function isIndexMissing(error: unknown): boolean {
  return codeOf(error) === 27;
}

function codeOf(error: unknown): number | undefined {
  return error instanceof mongoose.mongo.MongoServerError ? Number(error.code) : undefined;
}
