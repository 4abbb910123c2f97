import { MongoError } from '../errors.ts';
import { type Command, namespaceOf } from './command.ts';
import { Fields } from './fields.ts';
import { readFilter, readHint, readVariables, refuseCollation } from './reading.ts';
import { checkBatchSize, contextOf, runStatements, writeErrors } from './statements.ts';

const statementFields = new Set(['q', 'limit', 'hint', 'collation', 'sampleId']);

/** `delete`: removes documents, one statement after another. */
export const deleteDocuments: Command = {
  name: 'delete',
  fields: ['deletes', 'ordered', 'let', 'stmtIds'],
  transaction: 'yes',
  retryable: true,
  writes: true,
  run: async (call) => {
    const { fields, server } = call;
    const namespace = namespaceOf(call);
    const statements = fields.required('deletes', fields.documents('deletes')).map(readStatement);
    checkBatchSize(statements.length);
    const variables = readVariables(fields, server.now());
    const { results, failures } = await runStatements(statements, fields.flag('ordered') ?? true, async (statement, index) => {
      const multi = statement.number('limit') === 0;
      if (multi && call.context.retry) throw new MongoError('InvalidOptions', 'Cannot use (or request) retryable writes with limit=0');
      refuseCollation(statement);
      const spec = { filter: readFilter(statement, 'q', variables), multi, hint: readHint(statement) };
      return server.engine.delete(namespace, spec, contextOf(call, index));
    });
    let n = 0;
    for (const { deleted } of results.values()) n += deleted;
    return { n, ...writeErrors(failures) };
  },
};

function readStatement(bytes: Uint8Array): Fields {
  const fields = new Fields(bytes, 'delete.deletes');
  fields.allow(statementFields);
  fields.required('q', fields.document('q'));
  const limit = fields.required('limit', fields.number('limit'));
  if (limit !== 0 && limit !== 1) throw new MongoError('FailedToParse', `The limit field in delete objects must be 0 or 1. Got ${limit}`);
  return fields;
}
