import { MongoError } from '../errors.ts';
import type { Reply } from '../wire/reply.ts';
import type { Call } from './command.ts';
import { maxWriteBatch } from './hello.ts';

/** How many statements of an unordered list are under way at once, so that they share a commit. */
const width = 256;

/** One statement that failed. */
export type Failure = { readonly index: number; readonly error: MongoError };

/** Refuses an empty list of statements and one that is too long. */
export function checkBatchSize(count: number): void {
  if (count >= 1 && count <= maxWriteBatch) return;
  throw new MongoError('InvalidLength', `Write batch sizes must be between 1 and ${maxWriteBatch}. Got ${count} operations.`);
}

/** Runs statements: ordered ones stop at the first failure, unordered ones run side by side. Answers the results of those that went well, by position. */
export async function runStatements<S, R>(
  statements: readonly S[],
  ordered: boolean,
  run: (statement: S, index: number) => Promise<R>,
): Promise<{ results: Map<number, R>; failures: Failure[] }> {
  const results = new Map<number, R>();
  const failures: Failure[] = [];
  const one = async (statement: S, index: number) => {
    try {
      results.set(index, await run(statement, index));
    } catch (error) {
      failures.push({ index, error: writeError(error) });
    }
  };
  const step = ordered ? 1 : width;
  for (let from = 0; from < statements.length && !(ordered && failures.length > 0); from += step) {
    await Promise.all(statements.slice(from, from + step).map((statement, offset) => one(statement, from + offset)));
  }
  failures.sort((a, b) => a.index - b.index);
  return { results, failures };
}

/** `writeErrors` of a reply; absent when nothing failed. */
export function writeErrors(failures: readonly Failure[]): Reply {
  if (failures.length === 0) return {};
  return {
    writeErrors: failures.map(({ index, error }) => ({ index, code: error.code, errmsg: error.message, ...(error.extra as Reply) })),
  };
}

/** The context of statement `index`, so that a retry recognises it. */
export function contextOf(call: Call, index: number): Call['context'] {
  const { retry } = call.context;
  return retry ? { ...call.context, retry: { ...retry, stmtId: (retry.stmtId ?? 0) + index } } : call.context;
}

/** What belongs into `writeErrors`; anything that ends the whole command is thrown on. */
function writeError(error: unknown): MongoError {
  if (error instanceof MongoError && !ending.has(error.codeName)) return error;
  throw error;
}

const ending = new Set(['WriteConflict', 'NoSuchTransaction', 'Interrupted', 'MaxTimeMSExpired', 'TransactionTooOld', 'OutOfDiskSpace']);
