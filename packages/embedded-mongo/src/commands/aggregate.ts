import type { AggregateContext, Batches, Lead, Pipeline } from '../aggregate/types.ts';
import type { BatchLimit, Cursor, Namespace, OperationContext, ReadSpec } from '../engine/types.ts';
import { MongoError } from '../errors.ts';
import { answerFirstBatch } from './batches.ts';
import type { Call, Command } from './command.ts';
import { explainAggregate, explained } from './explain.ts';
import { Fields } from './fields.ts';
import { leadSpec, readAggregate } from './read-aggregate.ts';
import { allReadLevels } from './read-concern.ts';
import { readHint } from './reading.ts';
import { report } from './report.ts';

/** Documents that a pipeline takes from the storage at a time. */
const sourceBatch: BatchLimit = { documents: 500, bytes: 1024 * 1024 };

/** `aggregate`: runs a pipeline. */
export const aggregate: Command = {
  name: 'aggregate',
  fields: [
    'pipeline',
    'cursor',
    'explain',
    'hint',
    'let',
    'collation',
    'allowDiskUse',
    'bypassDocumentValidation',
    'batchSize',
    'isMapReduceCommand',
  ],
  transaction: 'yes',
  takesWriteConcern: true,
  readLevels: allReadLevels,
  run: async (call) => {
    const { fields } = call;
    if (fields.flag('explain', true)) return explained(call, { raw: fields.bytes, verbosity: 'queryPlanner' }, explainAggregate);
    const { namespace, name, pipeline } = readAggregate(call);
    const options = fields.document('cursor');
    if (!options) throw new MongoError('FailedToParse', "The 'cursor' option is required, except for aggregate with the explain argument");
    const cursorFields = new Fields(options, 'aggregate.cursor');
    cursorFields.allow(new Set(['batchSize']));
    const source = runPipeline(call, { namespace, pipeline });
    return answerFirstBatch(call, source, { namespace, name, batchSize: cursorFields.size('batchSize') });
  },
};

/** An aggregation as a cursor. Each batch renews time limit and signal for the work that it does. */
function runPipeline(call: Call, { namespace, pipeline }: { namespace: Namespace; pipeline: Pipeline }): Cursor {
  let current: OperationContext = call.context;
  const { engine } = call.server;
  const hint = readHint(call.fields);
  const read = (coll: string, lead: Lead) => readLead(() => current, { call, namespace: { db: namespace.db, coll }, lead });
  const context: AggregateContext = {
    read,
    collection: namespace.coll,
    report: async (stage, options, coll = '') => report(call, stage, { coll, options }),
    isIndexed: (coll, path) =>
      engine.listIndexes({ db: namespace.db, coll })?.some((index) => index.ready && !index.partial && index.key[0]?.path === path) ??
      false,
    pause: () => pause(current),
  };
  const start = async () => {
    const { lead } = pipeline;
    if (pipeline.sourceless) return pipeline.run(noDocuments(), context);
    if (lead.countOnly)
      return pipeline.run({ counted: await engine.count(namespace, { ...leadSpec(lead), sort: undefined, hint }, current) }, context);
    if (pipeline.accumulate) {
      const { visit, finish } = pipeline.accumulate(context);
      await engine.scan(namespace, { ...leadSpec(lead), hint }, (document) => void visit(document), current);
      return finish();
    }
    return pipeline.run(
      readLead(() => current, { call, namespace, lead, hint }),
      context,
    );
  };
  return new PipelineCursor(start, (renewed) => {
    current = { ...renewed, snapshot: call.context.snapshot };
  });
}

async function* readLead(
  context: () => OperationContext,
  from: { call: Call; namespace: Namespace; lead: Lead; hint?: ReadSpec['hint'] },
): Batches {
  const cursor = from.call.server.engine.find(from.namespace, { ...leadSpec(from.lead), hint: from.hint }, context());
  try {
    for (;;) {
      const { documents, done } = await cursor.next(sourceBatch, context());
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

/** Turns the batches of a pipeline into batches of the size that the client wants. */
class PipelineCursor implements Cursor {
  private readonly start: () => Promise<Batches>;
  private readonly renew: (context: OperationContext) => void;
  private iterator: AsyncIterator<readonly Uint8Array[]> | undefined;
  private ready: Uint8Array[] = [];
  private done = false;

  constructor(start: () => Promise<Batches>, renew: (context: OperationContext) => void) {
    this.start = start;
    this.renew = renew;
  }

  async next(limit: BatchLimit, context?: OperationContext): Promise<{ documents: Uint8Array[]; done: boolean }> {
    if (context) this.renew(context);
    const documents: Uint8Array[] = [];
    let room = limit.bytes ?? 16 * 1024 * 1024;
    while (documents.length < (limit.documents ?? Number.POSITIVE_INFINITY)) {
      if (this.ready.length === 0 && !(await this.fetch())) break;
      const document = this.ready[0];
      if (!document || (documents.length > 0 && document.length > room)) break;
      this.ready.shift();
      documents.push(document);
      room -= document.length;
    }
    return { documents, done: this.done && this.ready.length === 0 };
  }

  close(): void {
    this.done = true;
    this.ready = [];
    this.iterator?.return?.().catch(() => undefined);
  }

  /** Gets the next batch that is not empty; its bytes may be reused by the pipeline, so they are copied. */
  private async fetch(): Promise<boolean> {
    if (this.done) return false;
    this.iterator ??= (await this.start())[Symbol.asyncIterator]();
    for (;;) {
      const step = await this.iterator.next();
      if (step.done) {
        this.done = true;
        return false;
      }
      if (step.value.length === 0) continue;
      this.ready = step.value.map((document) => document.slice());
      return true;
    }
  }
}
