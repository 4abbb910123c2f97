import { parsePipeline } from '../aggregate/parse-pipeline.ts';
import type { AggregateContext, Batches, Lead, Pipeline } from '../aggregate/types.ts';
import type { BatchLimit, Cursor, Namespace, OperationContext, ReadSpec } from '../engine/types.ts';
import { MongoError } from '../errors.ts';
import { answerFirstBatch } from './batches.ts';
import { type Call, type Command, checkedNamespace, nameOf } from './command.ts';
import { Fields } from './fields.ts';
import { allReadLevels } from './read-concern.ts';
import { readHint, readVariables, refuseCollation } from './reading.ts';

/** Documents that a pipeline takes from the storage at a time. */
const sourceBatch: BatchLimit = { documents: 500, bytes: 1024 * 1024 };

/** The fields of `aggregate`, which `explain` reads too. */
export const aggregateFields = [
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
];

/** `aggregate`: runs a pipeline. */
export const aggregate: Command = {
  name: 'aggregate',
  fields: aggregateFields,
  transaction: 'yes',
  takesWriteConcern: true,
  readLevels: allReadLevels,
  run: async (call) => {
    const { fields } = call;
    const { namespace, name, pipeline } = readAggregate(call);
    const options = fields.document('cursor');
    if (!options) throw new MongoError('FailedToParse', "The 'cursor' option is required, except for aggregate with the explain argument");
    const cursorFields = new Fields(options, 'aggregate.cursor');
    cursorFields.allow(new Set(['batchSize']));
    const source = runPipeline(call, { namespace, pipeline });
    return answerFirstBatch(call, source, { namespace, name, batchSize: cursorFields.size('batchSize') });
  },
};

/** Reads and checks an aggregation. Throws for what it refuses. */
export function readAggregate(call: Pick<Call, 'fields' | 'server' | 'db'>): { namespace: Namespace; name: string; pipeline: Pipeline } {
  const { fields, server, db } = call;
  const stages = readStages(fields);
  refuseCollation(fields);
  const target = fields.value(fields.names[0] ?? '');
  const whole = typeof target === 'number' && target === 1;
  if (whole && stages.length === 0) throw new MongoError('InvalidNamespace', '{aggregate: 1} is not valid for an empty pipeline.');
  const pipeline = parsePipeline(stages, { variables: readVariables(fields, server) });
  if (whole && !pipeline.sourceless)
    throw new MongoError('InvalidNamespace', '{aggregate: 1} is not valid for a pipeline that needs a collection.');
  if (whole) return { namespace: { db, coll: '$cmd.aggregate' }, name: `${db}.$cmd.aggregate`, pipeline };
  if (typeof target !== 'string') throw new MongoError('TypeMismatch', `The 'aggregate' field must be a collection name or 1`);
  const namespace = checkedNamespace(db, target);
  return { namespace, name: nameOf(namespace), pipeline };
}

/** What the storage reads for the first steps of a pipeline. */
export function leadSpec(lead: Lead): ReadSpec {
  return {
    filter: lead.filter,
    sort: lead.sort.length > 0 ? lead.sort : undefined,
    skip: lead.skip || undefined,
    limit: Number.isFinite(lead.limit) ? lead.limit : undefined,
  };
}

function readStages(fields: Fields): readonly Uint8Array[] {
  const pipeline = fields.raw('pipeline');
  if (pipeline && pipeline.type !== 4) throw new MongoError('TypeMismatch', "'pipeline' option must be specified as an array");
  const stages = fields.required('pipeline', fields.list('pipeline'));
  return stages.map((stage) => {
    if (stage.type !== 3) throw new MongoError('TypeMismatch', "Each element of the 'pipeline' array must be an object");
    return stage.bytes.subarray(stage.start, stage.end);
  });
}

/** An aggregation as a cursor. Each batch renews time limit and signal for the work that it does. */
function runPipeline(call: Call, { namespace, pipeline }: { namespace: Namespace; pipeline: Pipeline }): Cursor {
  let current: OperationContext = call.context;
  const { engine } = call.server;
  const hint = readHint(call.fields);
  const read = (coll: string, lead: Lead) => readLead(() => current, { call, namespace: { db: namespace.db, coll }, lead });
  const context: AggregateContext = {
    read,
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
