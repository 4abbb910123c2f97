import { MongoError } from '../errors.ts';
import { answerFirstBatch, readBatchSize } from './batches.ts';
import type { Command } from './command.ts';
import { explainAggregate, explained } from './explain.ts';
import type { Fields } from './fields.ts';
import { readAggregate } from './read-aggregate.ts';
import { allReadLevels } from './read-concern.ts';
import { readHint } from './reading.ts';
import { runPipeline } from './run-pipeline.ts';

/** `aggregate`: runs a pipeline. */
export const aggregate: Command = {
  name: 'aggregate',
  fields: ['pipeline', 'cursor', 'explain', 'hint', 'let', 'collation', 'allowDiskUse', 'bypassDocumentValidation', 'isMapReduceCommand'],
  transaction: 'yes',
  takesWriteConcern: true,
  readLevels: allReadLevels,
  run: async (call) => {
    const { fields } = call;
    checkTypes(fields);
    if (fields.bool('explain')) return explained(call, { raw: fields.bytes, verbosity: 'queryPlanner' }, explainAggregate);
    const { namespace, name, pipeline } = readAggregate(call);
    const options = fields.has('cursor') ? readCursor(fields) : undefined;
    if (!options) throw new MongoError('FailedToParse', "The 'cursor' option is required, except for aggregate with the explain argument");
    const batchSize = readBatchSize(options, 'aggregate.cursor');
    const source = runPipeline(call, { namespace, pipeline, hint: readHint(fields) });
    return answerFirstBatch(call, source, { namespace, name, batchSize });
  },
};

/** Refuses fields of the wrong type that say nothing to this server. */
function checkTypes(fields: Fields): void {
  for (const name of ['allowDiskUse', 'isMapReduceCommand']) fields.bool(name);
  fields.flag('bypassDocumentValidation', true);
}

function readCursor(fields: Fields): Uint8Array {
  const options = fields.document('cursor');
  if (!options) throw new MongoError('TypeMismatch', 'cursor field must be missing or an object');
  return options;
}
