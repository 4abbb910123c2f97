import type { Command } from './command.ts';
import { namespaceOf } from './command.ts';
import { checkBatchSize, checkStatementIds, isOrdered, writeErrors } from './statements.ts';

/** `insert`: adds documents. */
export const insert: Command = {
  name: 'insert',
  fields: ['documents', 'ordered', 'bypassDocumentValidation', 'stmtIds'],
  transaction: 'yes',
  retryable: true,
  writes: true,
  unacknowledged: { n: 0 },
  run: async (call) => {
    const { fields, server } = call;
    const context = { ...call.context, bypassValidation: fields.flag('bypassDocumentValidation', true) };
    const namespace = namespaceOf(call);
    const documents = fields.required('documents', fields.documents('documents'));
    checkBatchSize(documents.length);
    checkStatementIds(fields, documents.length);
    const { inserted, failures } = await server.engine.insert(namespace, documents, { ordered: isOrdered(call) }, context);
    return { n: inserted, ...writeErrors(failures) };
  },
};
