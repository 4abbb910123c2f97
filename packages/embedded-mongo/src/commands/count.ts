import type { ReadSpec } from '../engine/types.ts';
import { MongoError } from '../errors.ts';
import { isNumeric, toNumber } from '../value/arithmetic.ts';
import { type Call, type Command, namespaceOf } from './command.ts';
import type { Fields } from './fields.ts';
import { readFilter, readHint, readVariables, refuseCollation } from './reading.ts';

/** `count`: how many documents fulfil the query. */
export const count: Command = {
  name: 'count',
  fields: ['query', 'limit', 'skip', 'hint', 'collation', 'fields', 'let'],
  run: async (call) => {
    const namespace = namespaceOf(call);
    return { n: await call.server.engine.count(namespace, readCount(call), call.context) };
  },
};

/** What a `count` counts; a negative limit counts like its positive. */
export function readCount(call: Pick<Call, 'fields' | 'server'>): ReadSpec {
  const { fields, server } = call;
  refuseCollation(fields);
  const filter = readFilter(fields, 'query', readVariables(fields, server.now()));
  const limit = Math.abs(Math.trunc(readLimit(fields)));
  return { filter, skip: fields.size('skip'), limit: limit || undefined, hint: readHint(fields) };
}

function readLimit(fields: Fields): number {
  const limit = fields.value('limit') ?? 0;
  if (!isNumeric(limit)) throw new MongoError('BadValue', 'limit value is not a valid number');
  return toNumber(limit);
}
