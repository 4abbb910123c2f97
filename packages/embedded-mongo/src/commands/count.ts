import type { ReadSpec } from '../engine/types.ts';
import { type Call, type Command, namespaceOf } from './command.ts';
import { allReadLevels } from './read-concern.ts';
import { readFilter, readHint, readVariables, refuseCollation } from './reading.ts';

/** `count`: how many documents fulfil the query. */
export const count: Command = {
  name: 'count',
  fields: ['query', 'limit', 'skip', 'hint', 'collation', 'fields', 'let'],
  readLevels: allReadLevels.filter((level) => level !== 'snapshot'),
  run: async (call) => {
    const namespace = namespaceOf(call, 'InvalidNamespace');
    return { n: await call.server.engine.count(namespace, readCount(call), call.context) };
  },
};

/** What a `count` counts; a negative limit counts like its positive. */
export function readCount(call: Pick<Call, 'fields' | 'server'>): ReadSpec {
  const { fields, server } = call;
  refuseCollation(fields);
  const filter = readFilter(fields, 'query', readVariables(fields, server));
  const limit = Math.abs(Math.trunc(fields.number('limit') ?? 0));
  return { filter, skip: fields.size('skip'), limit: limit || undefined, hint: readHint(fields) };
}
