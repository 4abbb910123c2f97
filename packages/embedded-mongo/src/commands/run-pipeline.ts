import { applyLead } from '../aggregate/apply-lead.ts';
import { parsePipeline } from '../aggregate/parse-pipeline.ts';
import type { AggregateContext, Batches, Lead, Pipeline } from '../aggregate/types.ts';
import type { BatchLimit, Cursor, Hint, Namespace, OperationContext } from '../engine/types.ts';
import { MongoError } from '../errors.ts';
import type { Call } from './command.ts';
import { PipelineCursor } from './pipeline-cursor.ts';
import { leadSpec } from './read-aggregate.ts';
import { readVariables } from './reading.ts';
import { report } from './report.ts';
import { assertDepth, resolveView } from './resolve-view.ts';

/** Documents that a pipeline takes from the storage at a time. */
const sourceBatch: BatchLimit = { documents: 500, bytes: 1024 * 1024 };

/** A pipeline with the collection (not a view) that it begins at. */
export type Run = { readonly namespace: Namespace; readonly pipeline: Pipeline; readonly hint?: Hint | undefined };

/** The command that runs it; each batch renews time limit and signal for the work that it does. */
type Running = { readonly call: Call; context: OperationContext };

/** An aggregation as a cursor. */
export function runPipeline(call: Call, run: Run): Cursor {
  const running: Running = { call, context: call.context };
  return new PipelineCursor(
    () => start(running, { ...run, depth: 0 }),
    (renewed) => {
      running.context = { ...renewed, snapshot: call.context.snapshot };
    },
  );
}

async function start(running: Running, { namespace, pipeline, hint, depth }: Run & { readonly depth: number }): Promise<Batches> {
  const { engine } = running.call.server;
  const context = contextOf(running, { namespace, depth });
  const { lead } = pipeline;
  if (pipeline.sourceless) return pipeline.run(noDocuments(), context);
  if (lead.countOnly) {
    const counted = await engine.count(namespace, { ...leadSpec(lead), sort: undefined, hint }, running.context);
    return pipeline.run({ counted }, context);
  }
  if (!pipeline.accumulate) return pipeline.run(readLead(running, { namespace, lead, hint }), context);
  const { visit, finish } = pipeline.accumulate(context);
  await engine.scan(namespace, { ...leadSpec(lead), hint }, (document) => void visit(document), running.context);
  return finish();
}

/** `depth`: how many views were gone through by way of other collections. */
function contextOf(running: Running, { namespace: { db, coll }, depth }: { namespace: Namespace; depth: number }): AggregateContext {
  const { call } = running;
  const { engine } = call.server;
  return {
    read: (foreign, lead) => readForeign(running, { namespace: { db, coll: foreign }, lead, depth }),
    collection: coll,
    report: async (stage, options, target = '') => report(call, stage, { coll: target, options }),
    isIndexed: (foreign, path) =>
      engine.listIndexes({ db, coll: foreign })?.some((index) => index.ready && !index.partial && index.key[0]?.path === path) ?? false,
    pause: () => pause(running.context),
  };
}

type Source = { readonly namespace: Namespace; readonly lead: Lead; readonly hint?: Hint | undefined };

/** The documents of another collection, or of a view. */
async function* readForeign(running: Running, { namespace, lead, depth }: Source & { readonly depth: number }): Batches {
  const { fields, server } = running.call;
  const below = resolveView(server.engine, namespace);
  if (!below.isView) return yield* readLead(running, { namespace, lead });
  assertDepth(depth);
  const pipeline = parsePipeline(below.stages, { variables: readVariables(fields, server) });
  yield* applyLead(await start(running, { namespace: below.namespace, pipeline, depth: depth + 1 }), lead);
}

async function* readLead(running: Running, { namespace, lead, hint }: Source): Batches {
  const cursor = running.call.server.engine.find(namespace, { ...leadSpec(lead), hint }, running.context);
  try {
    for (;;) {
      const { documents, done } = await cursor.next(sourceBatch, running.context);
      if (documents.length > 0) yield documents;
      if (done) return;
    }
  } finally {
    cursor.close();
  }
}

async function* noDocuments(): Batches {
  // Sourceless pipelines make their own documents.
}

/** Lets others run, and ends a pipeline whose time is up or whose client is gone. */
async function pause(context: OperationContext): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
  if (context.signal?.aborted) throw new MongoError('Interrupted', 'operation was interrupted');
  if (context.deadline !== undefined && Date.now() > context.deadline)
    throw new MongoError('MaxTimeMSExpired', 'operation exceeded time limit');
}
