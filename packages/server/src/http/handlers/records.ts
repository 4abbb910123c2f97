import type { ApiRecord } from '@formwright/client';
import type { RecordData } from '@formwright/metadata';
import { aggregate } from '../../read/aggregate.ts';
import { changes, comments } from '../../read/changes.ts';
import { get } from '../../read/get.ts';
import { query } from '../../read/query.ts';
import { addComment, type CommentView } from '../../write/comment.ts';
import type { WriteOptions } from '../../write/intent.ts';
import { writeOne } from '../../write/write.ts';
import { writeBatch } from '../batch.ts';
import type { Handlers } from '../call.ts';
import { answerWithin, type Keep } from '../idempotency.ts';
import type { HttpParts } from '../parts.ts';

type Records = Pick<
  Handlers,
  | 'query'
  | 'aggregate'
  | 'createRecord'
  | 'record'
  | 'updateRecord'
  | 'deleteRecord'
  | 'restoreRecord'
  | 'batch'
  | 'changes'
  | 'comments'
  | 'addComment'
>;

/** Reading and writing records: each call is one of the read road or the write road. */
export function recordHandlers({ services }: HttpParts): Records {
  return {
    query: async ({ principal, params, body }) => {
      const page = await query(services, principal, { ...params, ...body });
      return { ...page, records: page.records.map(asRecord) };
    },
    aggregate: async ({ principal, params, body }) => ({ rows: await aggregate(services, principal, { ...params, ...body }) }),
    createRecord: async ({ principal, params, body, keep }) => {
      const intent = { ...params, do: 'create', values: body } as const;
      const { record } = await writeOne(services, principal, { intent, ...keepingRecord(keep) });
      return asRecord(record);
    },
    record: async ({ principal, params }) => asRecord(await get(services, principal, params)),
    updateRecord: async ({ principal, params, body, ifMatch }) => {
      const { record } = await writeOne(services, principal, { intent: { ...params, do: 'update', values: body, ...seen(ifMatch) } });
      return asRecord(record);
    },
    deleteRecord: async ({ principal, params, ifMatch }) => {
      await writeOne(services, principal, { intent: { ...params, do: 'delete', ...seen(ifMatch) } });
      return {};
    },
    restoreRecord: async ({ principal, params, keep }) => {
      const { record } = await writeOne(services, principal, { intent: { ...params, do: 'restore' }, ...keepingRecord(keep) });
      return asRecord(record);
    },
    batch: ({ principal, params, body, locale, keep }) => writeBatch(services, principal, { address: params, batch: body, locale, keep }),
    changes: ({ principal, params, query: { cursor, limit } }) =>
      changes(services, principal, {
        ...params,
        ...(cursor === undefined ? {} : { cursor }),
        ...(limit === undefined ? {} : { limit: pageSize(limit, 100) }),
      }),
    comments: async ({ principal, params }) => ({ comments: await comments(services, principal, params) }),
    addComment: async ({ principal, params, body, keep }) => {
      const { receipt, answer } = answerWithin(keep, (comment: CommentView) => ({ comment }));
      await addComment(services, principal, { ...params, ...body, receipt });
      return answer();
    },
  };
}

function seen(version: number | undefined): { version?: number } {
  return version === undefined ? {} : { version };
}

/** Has the answer of a single write kept with it. */
function keepingRecord(keep: Keep): Pick<WriteOptions, 'receipt'> {
  if (!keep) return {};
  return { receipt: async (tx, [result]) => (result?.ok ? keep(tx, asRecord(result.record)) : undefined) };
}

function pageSize(text: string, most: number): number {
  return Math.min(most, Math.max(1, Number(text)));
}

// What the roads answer is a record of the contract by construction; its own fields are only known at run time.
function asRecord(record: RecordData): ApiRecord {
  return record as ApiRecord;
}
