import { MongoError } from '../errors.ts';
import { compileExpression } from '../expression/compile-expression.ts';
import { newScope } from '../expression/expr.ts';
import { readDoc } from '../value/read.ts';
import type { Doc, Value } from '../value/value.ts';
import { parsePipelineValues, stageList } from './parse-pipeline.ts';
import { type DocBatches, inBatches, type RunContext, type Stage, type StageParser } from './stage.ts';
import type { Pipeline } from './types.ts';

/** `$unionWith`: then the documents of another collection. */
export const unionWithStage: StageParser = (argument, { variables }): Stage => {
  const { coll, stages } = parse(argument);
  const pipeline = parsePipelineValues(stages, variables);
  const collections = [...(coll === undefined ? [] : [coll]), ...pipeline.collections];
  return {
    name: '$unionWith',
    reads: null,
    replaces: false,
    collections,
    run: (docs, context) => union(docs, { coll, pipeline }, context),
  };
};

function parse(argument: Value): { coll: string | undefined; stages: readonly Value[] } {
  if (typeof argument === 'string') return { coll: argument, stages: [] };
  if (!(argument instanceof Map)) throw new MongoError('FailedToParse', 'the $unionWith stage specification must be an object or string');
  for (const name of argument.keys()) {
    if (name !== 'coll' && name !== 'pipeline') throw new MongoError(40415, `BSON field '$unionWith.${name}' is an unknown field.`);
  }
  const coll = argument.get('coll');
  if (coll !== undefined && typeof coll !== 'string')
    throw new MongoError('TypeMismatch', "BSON field '$unionWith.coll' is the wrong type, expected type 'string'");
  const stages = argument.has('pipeline') ? stageList(argument.get('pipeline'), "BSON field '$unionWith.pipeline'") : [];
  const [first] = stages;
  const makesDocuments = first instanceof Map && first.has('$documents');
  if (coll === undefined && !makesDocuments)
    throw new MongoError(
      'FailedToParse',
      '$unionWith stage without explicit collection must have a pipeline with $documents as first stage',
    );
  return { coll, stages };
}

async function* union(
  docs: DocBatches,
  { coll, pipeline }: { coll: string | undefined; pipeline: Pipeline },
  context: RunContext,
): DocBatches {
  yield* docs;
  yield* readForeign(coll, pipeline, context);
}

/** The documents of another collection after a pipeline. */
export async function* readForeign(coll: string | undefined, pipeline: Pipeline, context: RunContext): DocBatches {
  const source = coll === undefined ? nothing() : context.read(coll, pipeline.lead);
  for await (const batch of pipeline.run(source, { ...context, collection: coll })) yield batch.map((raw) => readDoc(raw));
}

async function* nothing(): AsyncGenerator<readonly Uint8Array[]> {
  yield [];
}

/** `$documents`: constants as documents. */
export const documentsStage: StageParser = (argument, { variables }): Stage => {
  const list = compileExpression(argument, newScope(variables)).evaluate({ root: new Map(), slots: [] });
  if (!Array.isArray(list)) throw new MongoError(5858203, "an array is expected in '$documents'");
  const docs: Doc[] = list.map((doc) => {
    if (doc instanceof Map) return doc;
    throw new MongoError(40228, "'replacement document' must evaluate to an object");
  });
  return { name: '$documents', reads: [], replaces: true, sourceless: 'database', run: () => inBatches(docs) };
};
