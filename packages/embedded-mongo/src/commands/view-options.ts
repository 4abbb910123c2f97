import { parsePipeline } from '../aggregate/parse-pipeline.ts';
import type { Namespace, ViewDefinition } from '../engine/types.ts';
import { MongoError } from '../errors.ts';
import { RawDocuments, type Reply } from '../wire/reply.ts';
import type { ServerState } from './command.ts';
import type { Fields } from './fields.ts';
import { readVariables } from './reading.ts';

/** Reads `viewOn` and `pipeline` and checks the pipeline. Throws what MongoDB throws for one that a view cannot have. */
export function readView(fields: Fields, { db, coll }: Namespace, server: ServerState): ViewDefinition {
  const on = fields.required('viewOn', fields.text('viewOn'));
  if (on === '') throw new MongoError('BadValue', "'viewOn' cannot be empty");
  // The bytes are views into the message, which is not kept.
  const pipeline = (fields.documents('pipeline') ?? []).map((stage) => stage.slice());
  const { sourceless } = parsePipeline(pipeline, { variables: readVariables(fields, server) });
  if (sourceless && sourceless.place !== 'collection') {
    throw new MongoError(
      'InvalidNamespace',
      `Invalid pipeline for view ${db}.${coll} :: caused by :: '${sourceless.stage}' cannot be used in a view definition`,
    );
  }
  return { on, pipeline };
}

/** A view's definition as listCollections shows it. */
export function showView({ on, pipeline }: ViewDefinition): Reply {
  return { viewOn: on, pipeline: new RawDocuments(pipeline) };
}
