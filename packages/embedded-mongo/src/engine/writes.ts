import { InsertJob } from './insert-job.ts';
import { type Modified, ModifyJob, type ModifySpec } from './modify-job.ts';
import type { EngineParts } from './parts.ts';
import { pause, sliceMs } from './pause.ts';
import { type Memory, recall, remember } from './retry-memory.ts';
import { createIn, type Target, targetOf } from './target.ts';
import { openTransactionOf } from './transaction.ts';
import type { Engine, FindAndModifyResult, Namespace, OperationContext, RawDocument, RetryKey, UpdateResult } from './types.ts';
import type { Job } from './write-queue.ts';
import { checkContext } from './write-queue.ts';
import type { Writer } from './writer.ts';

/** Work that a batch and a transaction can both carry. */
interface Work<T> {
  step(writer: Writer, until: number): boolean;
  readonly result: () => T;
}

/** The engine's writes. */
export function createWrites(parts: EngineParts): Pick<Engine, 'insert' | 'update' | 'delete' | 'findAndModify'> {
  const target = (namespace: Namespace): Target => targetOf(parts.catalog, namespace, parts.now);
  return {
    insert: async (namespace, documents, { ordered }, context = {}) => {
      await prepare(parts, namespace, context);
      const job = new InsertJob(target(namespace), { documents, ordered, retry: context.transaction ? undefined : context.retry });
      return run(parts, job, context);
    },
    update: async (namespace, spec, context = {}) => {
      if (spec.upsert) await prepare(parts, namespace, context);
      return toUpdateResult(await modify(parts, target(namespace), { spec, context }));
    },
    delete: async (namespace, spec, context = {}) => {
      const { matched } = await modify(parts, target(namespace), { spec: { ...spec, transform: null }, context });
      return { deleted: matched };
    },
    findAndModify: async (namespace, spec, context = {}) => {
      if (spec.upsert) await prepare(parts, namespace, context);
      const transform = spec.remove ? null : (spec.transform ?? null);
      const done = await modify(parts, target(namespace), { spec: { ...spec, transform, multi: false }, context, keepDocuments: true });
      return toFindAndModifyResult(done, spec);
    },
  };
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

/** A transaction cannot make a collection: it is made before, by itself. */
async function prepare(parts: EngineParts, namespace: Namespace, { transaction }: OperationContext): Promise<void> {
  if (!transaction || parts.catalog.find(namespace)) return;
  await parts.queue.submit({
    step: (writer) => {
      if (!parts.catalog.find(namespace)) createIn(parts.catalog, writer, namespace);
      return true;
    },
    result: () => undefined,
  });
}

interface Modifying {
  readonly spec: ModifySpec;
  readonly context: OperationContext;
  /** Remember the documents themselves for a retry. */
  readonly keepDocuments?: boolean;
}

function modify(parts: EngineParts, target: Target, { spec, context, keepDocuments = false }: Modifying): Promise<Modified> {
  const job = new ModifyJob(target, spec);
  const work: Work<Modified> = { step: (writer, until) => job.step(writer, until), result: () => job.done };
  if (!context.retry || context.transaction) return run(parts, work, context);
  return run(parts, once(work, { retry: context.retry, now: parts.now, keepDocuments }), context);
}

interface Once {
  readonly retry: RetryKey;
  readonly now: () => number;
  readonly keepDocuments: boolean;
}

/** The work, or what it answered when an earlier try already did it. */
function once(work: Work<Modified>, { retry, now, keepDocuments }: Once): Work<Modified> {
  let recalled: Memory | null | undefined;
  return {
    step: (writer, until) => {
      if (recalled === undefined) recalled = recall(writer.view, retry);
      if (recalled) return true;
      if (!work.step(writer, until)) return false;
      remember(writer.view, retry, { memory: toMemory(work.result(), keepDocuments), now: now() });
      return true;
    },
    result: () => (recalled ? fromMemory(recalled) : work.result()),
  };
}

function toMemory({ matched, modified, before, after, upserted }: Modified, keepDocuments: boolean): Memory {
  return { matched, modified, upserted, ...(keepDocuments ? { before, after } : {}) };
}

function fromMemory(memory: Memory): Modified {
  const document = (name: string): RawDocument | null => (memory[name] as Uint8Array | null | undefined) ?? null;
  return {
    matched: Number(memory.matched),
    modified: Number(memory.modified),
    before: document('before'),
    after: document('after'),
    upserted: document('upserted'),
  };
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
