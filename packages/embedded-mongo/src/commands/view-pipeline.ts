import { parsePipeline } from '../aggregate/parse-pipeline.ts';
import type { Pipeline } from '../aggregate/types.ts';
import type { Hint, Namespace } from '../engine/types.ts';
import { MongoError } from '../errors.ts';
import { encodeReply, RawReplyDocument } from '../wire/reply.ts';
import { refuseCollation } from './collation.ts';
import type { Call } from './command.ts';
import type { Fields } from './fields.ts';
import { readHint, readSort, readVariables } from './reading.ts';
import type { Resolved } from './resolve-view.ts';
import type { Run } from './run-pipeline.ts';

/** Options of find that a pipeline does not have. */
const unknownToPipelines = ['singleBatch', 'returnKey', 'showRecordId', 'noCursorTimeout', 'tailable', 'awaitData', 'allowPartialResults'];

/** A `find` of a view as a pipeline on the collection below. Throws InvalidPipelineOperator for an option that there is none for. */
export function findThroughView(call: Pick<Call, 'fields' | 'server'>, view: Resolved): Run {
  const { fields } = call;
  const flag = unknownToPipelines.find((name) => fields.bool(name));
  const bound = ['min', 'max'].find((name) => (fields.document(name)?.length ?? 0) > 5);
  const unknown = flag ?? bound;
  if (unknown) throw new MongoError('InvalidPipelineOperator', `Option ${unknown} not supported in aggregation.`);
  const { sort, hint } = readSort(fields);
  const stages = [
    ...stage('$match', fields.document('filter')),
    ...(sort ? stage('$sort', fields.document('sort')) : []),
    ...counted(fields),
    ...stage('$project', fields.document('projection')),
  ];
  return runOf(call, view, { stages, hint });
}

/** The documents of a view that `filter` names, as a pipeline. */
export function matchThroughView(call: Pick<Call, 'fields' | 'server'>, view: Resolved, filter: string): Run {
  return runOf(call, view, { stages: [...stage('$match', call.fields.document(filter)), ...counted(call.fields)] });
}

/** A `count` of a view as a pipeline that answers `{ n }`, or nothing for none. */
export function countThroughView(call: Pick<Call, 'fields' | 'server'>, view: Resolved): Run {
  const stages = [...stage('$match', call.fields.document('query')), ...counted(call.fields), encodeReply({ $count: 'n' })];
  return runOf(call, view, { stages });
}

function runOf(
  { fields, server }: Pick<Call, 'fields' | 'server'>,
  view: Resolved,
  { stages, hint }: { readonly stages: readonly Uint8Array[]; readonly hint?: Hint | undefined },
): { readonly namespace: Namespace; readonly pipeline: Pipeline; readonly hint: Hint | undefined } {
  refuseCollation(fields);
  const pipeline = parsePipeline([...view.stages, ...stages], { variables: readVariables(fields, server) });
  return { namespace: view.namespace, pipeline, hint: readHint(fields) ?? hint };
}

function counted(fields: Fields): Uint8Array[] {
  const [skip, limit] = [fields.size('skip') ?? 0, Math.abs(Math.trunc(fields.number('limit') ?? 0))];
  return [...(skip > 0 ? [encodeReply({ $skip: skip })] : []), ...(limit > 0 ? [encodeReply({ $limit: limit })] : [])];
}

function stage(name: string, document: Uint8Array | undefined): Uint8Array[] {
  return document && document.length > 5 ? [encodeReply({ [name]: new RawReplyDocument(document) })] : [];
}
