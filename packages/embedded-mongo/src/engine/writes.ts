import { InsertJob } from './insert-job.ts';
import { ListJob, type ListResult, type Work } from './list-job.ts';
import { type Modified, ModifyJob, type ModifySpec } from './modify-job.ts';
import type { EngineParts } from './parts.ts';
import { pause, sliceMs } from './pause.ts';
import { type Memory, recall, remember } from './retry-memory.ts';
import { refuseSystemName, type Target, targetOf } from './target.ts';
import { openTransactionOf } from './transaction.ts';
import type { Engine, FindAndModifyResult, Namespace, OperationContext, RetryKey, UpdateResult } from './types.ts';
import type { Job } from './write-queue.ts';
import { checkContext } from './write-queue.ts';

/** The engine's writes. */
export function createWrites(parts: EngineParts): Pick<Engine, 'insert' | 'update' | 'delete' | 'findAndModify'> {
  const target = (namespace: Namespace, { transaction }: OperationContext): Target => {
    refuseSystemName(namespace);
    return targetOf(parts, namespace, openTransactionOf(transaction));
  };
  return {
    insert: async (namespace, documents, { ordered }, context = {}) => {
      const job = new InsertJob(target(namespace, context), {
        documents,
        ordered,
        retry: context.transaction ? undefined : context.retry,
        bypassValidation: context.bypassValidation,
      });
      return run(parts, job, context);
    },
    update: async (namespace, statements, { ordered }, context = {}) => {
      const { results, failures } = await modifyList(parts, { target: target(namespace, context), statements, ordered, context });
      return { results: mapValues(results, toUpdateResult), failures };
    },
    delete: async (namespace, statements, { ordered }, context = {}) => {
      const removals = statements.map((statement) => () => ({ ...statement(), transform: null }));
      const { results, failures } = await modifyList(parts, { target: target(namespace, context), statements: removals, ordered, context });
      return { results: mapValues(results, ({ matched }) => ({ deleted: matched })), failures };
    },
    findAndModify: async (namespace, spec, context = {}) => {
      const transform = spec.remove ? null : (spec.transform ?? null);
      const work = modifyWork(parts, target(namespace, context), {
        spec: { ...spec, transform, multi: false },
        context,
        keepDocuments: true,
      });
      const done = await run(parts, work, context);
      return toFindAndModifyResult(done, spec);
    },
  };
}

interface ModifyingList {
  readonly target: Target;
  readonly statements: readonly (() => ModifySpec)[];
  readonly ordered: boolean;
  readonly context: OperationContext;
}

function modifyList(parts: EngineParts, { target, statements, ordered, context }: ModifyingList): Promise<ListResult<Modified>> {
  const begin = (index: number) => {
    const spec = (statements[index] as () => ModifySpec)();
    const retry = context.retry && { ...context.retry, stmtId: (context.retry.stmtId ?? 0) + index };
    return modifyWork(parts, target, { spec, context: { ...context, retry } });
  };
  return run(parts, new ListJob({ count: statements.length, ordered, begin }), context);
}

function mapValues<A, B>(map: ReadonlyMap<number, A>, change: (value: A) => B): Map<number, B> {
  return new Map(Array.from(map, ([key, value]) => [key, change(value)]));
}

function toUpdateResult({ matched, modified, upserted }: Modified): UpdateResult {
  return { matched, modified, ...(upserted ? { upserted } : {}) };
}

function toFindAndModifyResult(done: Modified, spec: { readonly remove?: boolean; readonly returnNew?: boolean }): FindAndModifyResult {
  const value = spec.returnNew && !spec.remove ? done.after : done.before;
  return {
    value,
    n: done.upserted ? 1 : done.matched,
    updatedExisting: done.matched > 0 && !spec.remove,
    ...(done.upserted ? { upserted: done.upserted } : {}),
  };
}

interface Modifying {
  readonly spec: ModifySpec;
  readonly context: OperationContext;
  /** Remember the documents themselves for a retry. */
  readonly keepDocuments?: boolean;
}

function modifyWork(parts: EngineParts, target: Target, { spec, context, keepDocuments = false }: Modifying): Work<Modified> {
  const job = new ModifyJob(target, { ...spec, bypassValidation: context.bypassValidation });
  const work: Work<Modified> = { step: (writer, until) => job.step(writer, until), result: () => job.done };
  if (!context.retry || context.transaction) return work;
  const changes = ({ matched, modified, upserted }: Modified) => modified > 0 || upserted !== null || (!spec.transform && matched > 0);
  return once(work, { retry: context.retry, now: parts.now, keepDocuments, changes });
}

interface Once {
  readonly retry: RetryKey;
  readonly now: () => number;
  readonly keepDocuments: boolean;
  /** Whether it has changed anything. As in MongoDB, what has changed nothing is not remembered: a retry looks again. */
  readonly changes: (done: Modified) => boolean;
}

/** The work, or what it answered when an earlier try already did it. */
function once(work: Work<Modified>, { retry, now, keepDocuments, changes }: Once): Work<Modified> {
  let recalled: Memory | null | undefined;
  return {
    step: (writer, until) => {
      if (recalled === undefined) recalled = recall(writer.view, retry);
      if (recalled) return true;
      if (!work.step(writer, until)) return false;
      if (changes(work.result())) remember(writer.view, retry, { memory: toMemory(work.result(), keepDocuments), now: now() });
      return true;
    },
    result: () => (recalled ? fromMemory(recalled) : work.result()),
  };
}

function toMemory({ matched, modified, before, after, upserted }: Modified, keepDocuments: boolean): Memory {
  return { numbers: [matched, modified], documents: [upserted, ...(keepDocuments ? [before, after] : [])] };
}

function fromMemory({ numbers: [matched = 0, modified = 0], documents: [upserted = null, before = null, after = null] }: Memory): Modified {
  return { matched, modified, before, after, upserted };
}

async function run<T>(parts: EngineParts, work: Work<T>, context: OperationContext): Promise<T> {
  const transaction = openTransactionOf(context.transaction);
  if (!transaction) return parts.queue.submit(work satisfies Job<T>, context);
  try {
    while (!work.step(transaction, performance.now() + sliceMs)) {
      checkContext(context);
      await pause();
    }
  } catch (error) {
    transaction.abort();
    throw error;
  }
  return work.result();
}
