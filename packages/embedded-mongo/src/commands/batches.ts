import type { BatchLimit, Cursor, Namespace } from '../engine/types.ts';
import { RawDocuments, type Reply } from '../wire/reply.ts';
import { type Call, nameOf } from './command.ts';
import { Fields } from './fields.ts';

/** Documents of a first batch when the client does not say (source: MongoDB's `kDefaultBatchSize`). */
const defaultFirstBatch = 101;

/** How a read is answered in batches. */
export type BatchOptions = {
  readonly namespace: Namespace;
  /** `ns` of the reply, where it is not the namespace. */
  readonly name?: string;
  readonly batchSize?: number;
  readonly singleBatch?: boolean;
  readonly noCursorTimeout?: boolean;
};

/** The limit of a batch that asks for `batchSize` documents. */
export function batchLimit(batchSize: number | undefined): BatchLimit {
  return batchSize === undefined ? {} : { documents: batchSize };
}

/** The `batchSize` in a command's `cursor`, which has no other field. */
export function readBatchSize(cursor: Uint8Array, where: string): number | undefined {
  const fields = new Fields(cursor, where);
  fields.allow(new Set(['batchSize']));
  return fields.size('batchSize');
}

/** Answers the first batch of a read, and keeps the rest as a cursor when there is more. */
export async function answerFirstBatch(call: Call, source: Cursor, options: BatchOptions): Promise<Reply> {
  const { server, session, txnNumber, context } = call;
  const name = options.name ?? nameOf(options.namespace);
  const asked = options.batchSize ?? defaultFirstBatch;
  const atClusterTime = call.moment?.time;
  const batch = await firstBatch(source, asked, call);
  if (batch.done || options.singleBatch) {
    source.close();
    return { cursor: { firstBatch: new RawDocuments(batch.documents), id: 0n, ns: name, atClusterTime } };
  }
  const cursor = server.cursors.add({
    namespace: options.namespace,
    name,
    source,
    lsid: session?.lsid,
    txnNumber: context.transaction ? txnNumber : undefined,
    atClusterTime,
    api: call.api.shown,
    keep: options.noCursorTimeout === true,
    timeLeftMs: context.deadline === undefined ? undefined : context.deadline - server.now(),
  });
  return { cursor: { firstBatch: new RawDocuments(batch.documents), id: cursor.id, ns: name, atClusterTime } };
}

async function firstBatch(source: Cursor, asked: number, call: Call): Promise<{ documents: Uint8Array[]; done: boolean }> {
  try {
    return await source.next({ documents: asked }, call.context);
  } catch (error) {
    source.close();
    throw error;
  }
}

/** A read over documents that are already there. */
export function listCursor(documents: readonly Uint8Array[]): Cursor {
  let at = 0;
  return {
    next: async (limit) => {
      const taken = documents.slice(at, at + (limit.documents ?? documents.length));
      at += taken.length;
      return { documents: taken, done: at >= documents.length };
    },
    close: () => {
      at = documents.length;
    },
  };
}
