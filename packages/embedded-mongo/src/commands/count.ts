import type { Cursor, ReadSpec } from '../engine/types.ts';
import { MongoError } from '../errors.ts';
import { wholeNumberOf } from '../query/whole-number.ts';
import { isNumeric } from '../value/arithmetic.ts';
import { refuseCollation } from './collation.ts';
import { type Call, type Command, namespaceOf } from './command.ts';
import { Fields } from './fields.ts';
import { allReadLevels } from './read-concern.ts';
import { readFilter, readHint, readVariables } from './reading.ts';
import { resolveView } from './resolve-view.ts';
import { runPipeline } from './run-pipeline.ts';
import { countThroughView } from './view-pipeline.ts';

/** `count`: how many documents fulfil the query. */
export const count: Command = {
  name: 'count',
  fields: ['query', 'limit', 'skip', 'hint', 'collation', 'fields'],
  readLevels: allReadLevels.filter((level) => level !== 'snapshot'),
  run: async (call) => {
    const namespace = namespaceOf(call, 'InvalidNamespace');
    const below = resolveView(call.server.engine, namespace);
    if (below.isView) return { n: await countOne(runPipeline(call, countThroughView(call, below))) };
    return { n: await call.server.engine.count(namespace, readCount(call), call.context) };
  },
};

async function countOne(source: Cursor): Promise<number> {
  const { documents } = await source.next({ documents: 1 });
  return Number(documents[0] ? new Fields(documents[0], 'count').number('n') : 0);
}

/** What a `count` counts; a negative limit counts like its positive. */
export function readCount(call: Pick<Call, 'fields' | 'server'>): ReadSpec {
  const { fields, server } = call;
  refuseCollation(fields);
  const filter = readFilter(fields, 'query', readVariables(fields, server));
  const limit = Math.abs(readLimit(fields));
  return { filter, skip: fields.size('skip'), limit: limit || undefined, hint: readHint(fields) };
}

function readLimit(fields: Fields): number {
  const limit = fields.value('limit');
  if (limit === undefined) return 0;
  if (!isNumeric(limit)) throw new MongoError('BadValue', 'limit value is not a valid number');
  const whole = wholeNumberOf(limit, 'limit', 'FailedToParse');
  if (whole <= -(2 ** 63)) throw new MongoError('BadValue', 'limit value for count cannot be min long');
  return whole;
}
