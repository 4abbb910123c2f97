import type { ReadSpec } from '../engine/types.ts';
import { MongoError } from '../errors.ts';
import { parseProjection } from '../projection/parse-projection.ts';
import { compileFilter } from '../query/compile-filter.ts';
import { answerFirstBatch } from './batches.ts';
import { type Call, type Command, namespaceOf } from './command.ts';
import { allReadLevels } from './read-concern.ts';
import { readFilter, readHint, readSort, readVariables, refuseCollation, refuseFlag } from './reading.ts';

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
    const namespace = namespaceOf(call);
    const spec = readFind(call);
    const limit = fields.size('limit');
    const batchSize = fields.size('batchSize') ?? fields.size('ntoreturn');
    const options = {
      namespace,
      batchSize,
      singleBatch: fields.flag('singleBatch', true) ?? false,
      noCursorTimeout: fields.flag('noCursorTimeout', true) ?? false,
    };
    const source = server.engine.find(namespace, limit ? { ...spec, limit } : spec, context);
    return answerFirstBatch(call, source, options);
  },
};

/** What a `find` wants to read. Throws for what it refuses. */
export function readFind(call: Pick<Call, 'fields' | 'server'>): ReadSpec {
  const { fields, server } = call;
  refuseCollation(fields);
  refuseFlag(fields, 'tailable', 'tailable cursor requested on non capped collection');
  refuseFlag(fields, 'awaitData', 'Cannot set awaitData without tailable');
  for (const name of ['returnKey', 'showRecordId']) refuseFlag(fields, name, `${name} is not supported`);
  for (const name of ['min', 'max']) if (fields.document(name)) throw new MongoError('BadValue', `${name} is not supported`);
  const variables = readVariables(fields, server);
  const filter = readFilter(fields, 'filter', variables);
  const { sort, hint } = readSort(fields);
  const projection = fields.document('projection');
  const project =
    projection && projection.length > 5 ? parseProjection(projection, { variables, filter: compileFilter(filter) }).apply : undefined;
  return { filter, sort, skip: fields.size('skip'), hint: readHint(fields) ?? hint, project };
}
