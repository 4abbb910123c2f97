import type { Hint, KeyBounds, ReadSpec } from '../engine/types.ts';
import { MongoError } from '../errors.ts';
import { readDoc } from '../value/read.ts';
import { answerFirstBatch } from './batches.ts';
import { refuseCollation } from './collation.ts';
import { type Call, type Command, namespaceOf } from './command.ts';
import type { Fields } from './fields.ts';
import { allReadLevels } from './read-concern.ts';
import { readFilter, readHint, readProjection, readSort, readVariables } from './reading.ts';
import { resolveView } from './resolve-view.ts';
import { runPipeline } from './run-pipeline.ts';
import { findThroughView } from './view-pipeline.ts';

/** The fields of `find`, which `explain` reads too. */
export const findFields = [
  'filter',
  'projection',
  'sort',
  'skip',
  'limit',
  'batchSize',
  'singleBatch',
  'hint',
  'let',
  'collation',
  'noCursorTimeout',
  'allowDiskUse',
  'tailable',
  'awaitData',
  'allowPartialResults',
  'oplogReplay',
  'returnKey',
  'showRecordId',
  'min',
  'max',
  'ntoreturn',
  'readOnce',
  'term',
];

/** `find`: reads documents in batches. */
export const find: Command = {
  name: 'find',
  where: 'FindCommandRequest',
  fields: findFields,
  transaction: 'yes',
  readLevels: allReadLevels,
  run: (call) => {
    const { fields, server, context } = call;
    checkTypes(fields);
    const namespace = namespaceOf(call);
    const below = resolveView(server.engine, namespace);
    if (below.isView) {
      const source = runPipeline(call, findThroughView(call, below));
      return answerFirstBatch(call, source, { namespace, batchSize: fields.size('batchSize') });
    }
    const spec = readFind(call);
    const limit = fields.size('limit');
    const options = {
      namespace,
      batchSize: fields.size('batchSize'),
      singleBatch: fields.bool('singleBatch') ?? false,
      noCursorTimeout: fields.bool('noCursorTimeout') ?? false,
    };
    const source = server.engine.find(namespace, limit ? { ...spec, limit } : spec, context);
    return answerFirstBatch(call, source, options);
  },
};

const documents = ['filter', 'projection', 'sort', 'min', 'max', 'collation'];
const switches = ['allowDiskUse', 'allowPartialResults', 'oplogReplay', 'readOnce'];

/** Refuses what is no document, not even null, and fields of the wrong type that say nothing to this server. */
export function checkTypes(fields: Fields): void {
  for (const name of documents) {
    if (fields.has(name) && !fields.document(name)) throw new MongoError('TypeMismatch', `Expected field ${name}to be of type object`);
  }
  for (const name of switches) fields.bool(name);
  fields.number('term');
}

/** What a `find` wants to read. Throws for what it refuses. */
export function readFind(call: Pick<Call, 'fields' | 'server'>): ReadSpec {
  const { fields, server } = call;
  refuseCollation(fields);
  refuseUnanswerable(fields);
  const variables = readVariables(fields, server);
  const filter = readFilter(fields, 'filter', variables);
  const project = readProjection(fields, 'projection', { filter, variables });
  const { sort, hint } = readSort(fields);
  const asked = readHint(fields);
  if (hint && asked) throw new MongoError('BadValue', 'index hint not allowed with $natural sort order');
  const chosen = asked ?? hint;
  return { filter, sort, skip: fields.size('skip'), hint: chosen, bounds: readBounds(fields, chosen), show: readShow(fields), project };
}

function refuseUnanswerable(fields: Fields): void {
  if (fields.bool('tailable')) throw new MongoError('BadValue', 'tailable cursor requested on non capped collection');
  if (fields.bool('awaitData')) throw new MongoError('FailedToParse', "Cannot set 'awaitData' without also setting 'tailable'");
  if (fields.size('ntoreturn') === undefined) return;
  if (fields.has('limit') || fields.has('batchSize'))
    throw new MongoError('BadValue', "'limit' or 'batchSize' fields can not be set with 'ntoreturn' field.");
  throw new MongoError(5746102, 'the ntoreturn find command parameter is not supported when FCV >= 5.1');
}

/** `min` and `max`; an empty one is none. */
function readBounds(fields: Fields, hint: Hint | undefined): KeyBounds | undefined {
  const [min, max] = [fields.document('min'), fields.document('max')].map((bound) => (bound && bound.length > 5 ? bound : undefined));
  if (!min && !max) return undefined;
  if (min && max && [...readDoc(min).keys()].join() !== [...readDoc(max).keys()].join())
    throw new MongoError(51176, 'min and max must have the same field names');
  if (hint === undefined)
    throw new MongoError(
      51173,
      'error processing query: planner returned error :: caused by :: When using min()/max() a hint of which index to use must be provided',
    );
  return { min, max };
}

function readShow(fields: Fields): ReadSpec['show'] {
  const [key, recordId] = [fields.bool('returnKey'), fields.bool('showRecordId')];
  return key ? 'key' : recordId ? 'recordId' : undefined;
}
