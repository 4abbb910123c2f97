import { type Static, Type } from 'typebox';
import { route } from './route.ts';
import { FilterInput, Id, Key, Moment, Nothing, oneOf, PersonRef, RecordShape, SortInput, Values } from './shapes.ts';

const closed = { additionalProperties: false } as const;
const entityParams = Type.Object({ app: Key, entity: Key }, closed);
const recordParams = Type.Object({ app: Key, entity: Key, id: Id }, closed);
const base = '/api/apps/:app/entities/:entity';

/** A page request. */
export const Query = Type.Object(
  {
    filter: Type.Optional(FilterInput),
    sort: Type.Optional(Type.Array(SortInput, { maxItems: 3 })),
    fields: Type.Optional(Type.Array(Type.String(), { maxItems: 500 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, description: 'Default 50.' })),
    cursor: Type.Optional(Type.String({ maxLength: 4096 })),
    count: Type.Optional(Type.Boolean()),
    search: Type.Optional(Type.String({ maxLength: 200 })),
    view: Type.Optional(Key),
  },
  closed,
);
/** A page request. */
export type Query = Static<typeof Query>;

/** A page of records. */
export const Page = Type.Object({
  records: Type.Array(RecordShape),
  next: Type.Optional(Type.String({ description: 'Cursor of the next page.' })),
  count: Type.Optional(Type.Integer()),
});

const RowUpdate = Type.Unsafe<{ id: string; [field: string]: unknown }>(
  Type.Object(
    { id: Id, version: Type.Optional(Type.Integer({ minimum: 1 })) },
    { additionalProperties: true, description: 'Id, the version that was seen (as If-Match), and the fields to change.' },
  ),
);

/** Many writes at once. */
export const Batch = Type.Object(
  {
    create: Type.Optional(Type.Array(Values)),
    update: Type.Optional(Type.Array(RowUpdate)),
    upsert: Type.Optional(Type.Object({ by: Type.String(), records: Type.Array(Values) }, closed)),
    delete: Type.Optional(Type.Array(Id)),
    atomic: Type.Optional(Type.Boolean({ description: 'All or nothing; default false: each stands alone.' })),
  },
  closed,
);
/** Many writes at once. */
export type Batch = Static<typeof Batch>;

const Failure = Type.Object({
  error: Type.Object({
    code: Type.String(),
    message: Type.String(),
    details: Type.Array(Type.Object({ path: Type.String(), code: Type.String(), message: Type.String() })),
  }),
});
const Success = Type.Object({
  id: Id,
  version: Type.Optional(Type.Integer()),
  did: Type.Optional(Type.Union([Type.Literal('created'), Type.Literal('updated'), Type.Literal('unchanged'), Type.Literal('deleted')])),
});

/** A group-by request. */
export const Aggregate = Type.Object(
  {
    filter: Type.Optional(FilterInput),
    search: Type.Optional(Type.String({ maxLength: 200 })),
    view: Type.Optional(Key),
    groups: Type.Optional(
      Type.Array(
        Type.Object(
          {
            field: Type.String(),
            bucket: Type.Optional(oneOf('day', 'week', 'month', 'quarter', 'year')),
          },
          closed,
        ),
        { maxItems: 3 },
      ),
    ),
    measures: Type.Array(Type.Object({ op: Type.String(), field: Type.Optional(Type.String()), as: Key }, closed), {
      minItems: 1,
      maxItems: 10,
    }),
    having: Type.Optional(FilterInput),
    sort: Type.Optional(Type.Array(SortInput, { maxItems: 3 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  },
  closed,
);
/** A group-by request. */
export type Aggregate = Static<typeof Aggregate>;

/** One committed write to one record. */
export const Change = Type.Object({
  id: Id,
  at: Moment,
  by: PersonRef,
  onBehalfOf: Type.Optional(PersonRef),
  origin: Type.String({ description: 'ui, api, import:batch, workflow:run/node, package, …' }),
  kind: Type.Union([Type.Literal('create'), Type.Literal('update'), Type.Literal('delete'), Type.Literal('restore')]),
  fields: Type.Record(Type.String(), Type.Object({ before: Type.Unknown(), after: Type.Unknown() })),
  comment: Type.Optional(Type.String()),
});
/** One committed write to one record. */
export type Change = Static<typeof Change>;

const FileInfo = Type.Object({ id: Id, name: Type.String(), size: Type.Integer(), type: Type.String() });
/** A stored file. */
export type FileInfo = Static<typeof FileInfo>;

const Comment = Type.Object({ id: Id, at: Moment, by: PersonRef, text: Type.String() });

/** Records and files. */
export const recordRoutes = {
  query: route({ method: 'POST', path: `${base}/query`, summary: 'A page of records.', params: entityParams, body: Query, response: Page }),
  aggregate: route({
    method: 'POST',
    path: `${base}/aggregate`,
    summary: 'Group and measure.',
    params: entityParams,
    body: Aggregate,
    response: Type.Object({ rows: Type.Array(Values) }),
  }),
  createRecord: route({
    method: 'POST',
    path: `${base}/records`,
    summary: 'Write a new record.',
    headers: ['Idempotency-Key'],
    params: entityParams,
    body: Values,
    status: 201,
    response: RecordShape,
  }),
  record: route({ method: 'GET', path: `${base}/records/:id`, summary: 'One record.', params: recordParams, response: RecordShape }),
  updateRecord: route({
    method: 'PATCH',
    path: `${base}/records/:id`,
    summary: 'Change fields of a record; null empties one.',
    headers: ['If-Match'],
    params: recordParams,
    body: Values,
    response: RecordShape,
  }),
  deleteRecord: route({
    method: 'DELETE',
    path: `${base}/records/:id`,
    summary: 'Move a record to the recycle bin.',
    headers: ['If-Match'],
    params: recordParams,
    status: 204,
    response: Nothing,
  }),
  restoreRecord: route({
    method: 'POST',
    path: `${base}/records/:id/restore`,
    summary: 'Take a record out of the recycle bin.',
    headers: ['Idempotency-Key'],
    params: recordParams,
    response: RecordShape,
  }),
  batch: route({
    method: 'POST',
    path: `${base}/batch`,
    summary: 'Up to 1,000 writes at once.',
    headers: ['Idempotency-Key'],
    params: entityParams,
    body: Batch,
    response: Type.Object({ results: Type.Array(Type.Union([Success, Failure])) }),
  }),
  changes: route({
    method: 'GET',
    path: `${base}/records/:id/changes`,
    summary: 'History of a record, newest first.',
    params: recordParams,
    query: Type.Object({ cursor: Type.Optional(Type.String()), limit: Type.Optional(Type.String({ pattern: '^\\d{1,3}$' })) }, closed),
    response: Type.Object({ changes: Type.Array(Change), next: Type.Optional(Type.String()) }),
  }),
  comments: route({
    method: 'GET',
    path: `${base}/records/:id/comments`,
    summary: 'Talk about a record, oldest first.',
    params: recordParams,
    response: Type.Object({ comments: Type.Array(Comment) }),
  }),
  addComment: route({
    method: 'POST',
    path: `${base}/records/:id/comments`,
    summary: 'Say something about a record.',
    headers: ['Idempotency-Key'],
    params: recordParams,
    body: Type.Object({ text: Type.String({ minLength: 1, maxLength: 5000 }) }, closed),
    status: 201,
    response: Type.Object({ comment: Comment }),
  }),
  uploadFile: route({
    method: 'POST',
    path: '/api/files',
    summary: 'Upload one file (form part "file"); unreferenced after 24 hours it is swept.',
    multipart: true,
    status: 201,
    response: FileInfo,
  }),
  file: route({
    method: 'GET',
    path: '/api/files/:id',
    summary: 'Download under the rights of the record that holds it.',
    params: Type.Object({ id: Id }, closed),
    produces: 'application/octet-stream',
    response: Type.Unknown(),
  }),
} as const;
