import { bsonType } from '../bson/types.ts';
import type { WriteFailure } from '../engine/types.ts';
import { MongoError } from '../errors.ts';
import type { Reply } from '../wire/reply.ts';
import type { Call } from './command.ts';
import type { Fields } from './fields.ts';
import { maxWriteBatch } from './hello.ts';

/** Refuses an empty list of statements and one that is too long. */
export function checkBatchSize(count: number): void {
  if (count >= 1 && count <= maxWriteBatch) return;
  throw new MongoError('InvalidLength', `Write batch sizes must be between 1 and ${maxWriteBatch}. Got ${count} operations.`);
}

/** Refuses statement ids that are none, or not one for each statement. */
export function checkStatementIds(fields: Fields, count: number): void {
  const ids = fields.list('stmtIds');
  if (!ids) return;
  ids.forEach(({ type }, i) => {
    if (type !== bsonType.int) throw fields.wrongType(`stmtIds.${i}`, type, 'int');
  });
  if (ids.length === count) return;
  const what = 'Number of statement ids must match the number of batch entries';
  throw new MongoError('InvalidLength', `${what}. Got ${ids.length} statement ids but ${count} operations.`);
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
