import type { DeleteSpec } from '../engine/types.ts';
import { MongoError } from '../errors.ts';
import type { Variables } from '../value/value.ts';
import { refuseCollation } from './collation.ts';
import { type Call, type Command, namespaceOf } from './command.ts';
import { Fields } from './fields.ts';
import { readFilter, readHint, readVariables } from './reading.ts';
import { checkBatchSize, checkStatementIds, isOrdered, writeErrors } from './statements.ts';

const statementFields = new Set(['q', 'limit', 'hint', 'collation']);

/** `delete`: removes documents, one statement after another. */
export const deleteDocuments: Command = {
  name: 'delete',
  fields: ['deletes', 'ordered', 'let', 'stmtIds'],
  transaction: 'yes',
  retryable: true,
  writes: true,
  unacknowledged: { n: 0 },
  run: async (call) => {
    const { fields, server } = call;
    const namespace = namespaceOf(call);
    const statements = fields.required('deletes', fields.documents('deletes')).map(readStatement);
    checkBatchSize(statements.length);
    checkStatementIds(fields, statements.length);
    const variables = readVariables(fields, server);
    const { results, failures } = await server.engine.delete(
      namespace,
      statements.map((statement) => () => deleteSpec(statement, { call, variables })),
      { ordered: isOrdered(call) },
      call.context,
    );
    let n = 0;
    for (const { deleted } of results.values()) n += deleted;
    return { n, ...writeErrors(failures) };
  },
};

function deleteSpec(statement: Fields, { call, variables }: { call: Call; variables: Variables }): DeleteSpec {
  const multi = statement.number('limit') === 0;
  if (multi && call.context.retry) throw new MongoError('InvalidOptions', 'Cannot use (or request) retryable writes with limit=0');
  refuseCollation(statement);
  return { filter: readFilter(statement, 'q', variables), multi, hint: readHint(statement) };
}

function readStatement(bytes: Uint8Array): Fields {
  const fields = new Fields(bytes, 'delete.deletes');
  fields.allow(statementFields);
  fields.required('q', fields.document('q'));
  fields.document('collation');
  readHint(fields);
  const limit = fields.required('limit', fields.number('limit'));
  if (limit !== 0 && limit !== 1) throw new MongoError('FailedToParse', `The limit field in delete objects must be 0 or 1. Got ${limit}`);
  return fields;
}
