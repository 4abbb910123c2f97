import { parsePipeline } from '../aggregate/parse-pipeline.ts';
import type { Lead, Pipeline } from '../aggregate/types.ts';
import { bsonType } from '../bson/types.ts';
import type { Namespace, ReadSpec } from '../engine/types.ts';
import { MongoError } from '../errors.ts';
import { isNumericType, typeName, typeOf } from '../value/types.ts';
import { refuseCollation } from './collation.ts';
import { type Call, checkedNamespace, nameOf } from './command.ts';
import type { Fields } from './fields.ts';
import { readVariables } from './reading.ts';
import { resolveView } from './resolve-view.ts';

/** Reads and checks an aggregation. Throws for what it refuses. */
export function readAggregate(call: Pick<Call, 'fields' | 'server' | 'db'>): { namespace: Namespace; name: string; pipeline: Pipeline } {
  const { fields, server, db } = call;
  const stages = readStages(fields);
  refuseCollation(fields);
  const variables = readVariables(fields, server);
  const target = fields.value(fields.names[0] ?? '');
  if (isNumericType(typeOf(target))) {
    if (Number(String(target)) !== 1) {
      throw new MongoError('FailedToParse', "Invalid command format: the 'aggregate' field must specify a collection name or 1");
    }
    if (stages.length === 0) throw new MongoError('InvalidNamespace', '{aggregate: 1} is not valid for an empty pipeline.');
    const pipeline = parsePipeline(stages, { variables });
    checkPlace(pipeline, { db, coll: undefined });
    return { namespace: { db, coll: '$cmd.aggregate' }, name: `${db}.$cmd.aggregate`, pipeline };
  }
  if (typeof target !== 'string') throw new MongoError('TypeMismatch', `collection name has invalid type: ${typeName(typeOf(target))}`);
  const asked = checkedNamespace(db, target);
  const { namespace, stages: before } = resolveView(server.engine, asked);
  const pipeline = parsePipeline([...before, ...stages], { variables });
  checkPlace(pipeline, { db, coll: target });
  return { namespace, name: nameOf(asked), pipeline };
}

/** Throws InvalidNamespace for a stage that cannot be run on this. */
function checkPlace({ sourceless }: Pipeline, { db, coll }: { db: string; coll: string | undefined }): void {
  const whole = coll === undefined;
  if (!sourceless) {
    if (whole) throw new MongoError('InvalidNamespace', '{aggregate: 1} is not valid for a pipeline that needs a collection.');
    return;
  }
  const { stage, place } = sourceless;
  const refuse = (why: string) => new MongoError('InvalidNamespace', why);
  if (place === 'collection' && whole) throw refuse(`{aggregate: 1} is not valid for '${stage}'; a collection is required.`);
  if (place === 'sessions' && `${db}.${coll}` !== 'config.system.sessions')
    throw refuse(`${stage} may only be run against config.system.sessions`);
  if (place === 'admin' && !(whole && db === 'admin'))
    throw refuse(`${stage} must be run against the 'admin' database with {aggregate: 1}`);
  if (place === 'database' && !whole)
    throw refuse(
      stage === '$documents'
        ? "'$documents' can only be run with {aggregate: 1}"
        : `${stage} must be run against the database with {aggregate: 1}, not a collection`,
    );
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
  if (fields.has('pipeline') && fields.raw('pipeline')?.type !== bsonType.array)
    throw new MongoError('TypeMismatch', "'pipeline' option must be specified as an array");
  const stages = fields.required('pipeline', fields.list('pipeline'));
  return stages.map((stage) => {
    if (stage.type !== 3) throw new MongoError('TypeMismatch', "Each element of the 'pipeline' array must be an object");
    return stage.bytes.subarray(stage.start, stage.end);
  });
}
