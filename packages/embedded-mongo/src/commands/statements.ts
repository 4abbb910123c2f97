import type { WriteFailure } from '../engine/types.ts';
import { MongoError } from '../errors.ts';
import type { Reply } from '../wire/reply.ts';
import type { Call } from './command.ts';
import { maxWriteBatch } from './hello.ts';

/** Refuses an empty list of statements and one that is too long. */
export function checkBatchSize(count: number): void {
  if (count >= 1 && count <= maxWriteBatch) return;
  throw new MongoError('InvalidLength', `Write batch sizes must be between 1 and ${maxWriteBatch}. Got ${count} operations.`);
}

/** Does the first failure end the list? In a transaction it always does, since it ends the transaction. */
export function isOrdered(call: Call): boolean {
  return (call.fields.flag('ordered') ?? true) || call.context.transaction !== undefined;
}

/** `writeErrors` of a reply; absent when nothing failed. */
export function writeErrors(failures: readonly WriteFailure[]): Reply {
  if (failures.length === 0) return {};
  return {
    writeErrors: failures.map(({ index, error }) => ({ index, code: error.code, errmsg: error.message, ...(error.extra as Reply) })),
  };
}
