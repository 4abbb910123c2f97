import { BSONRegExp } from 'bson';
import type { FindAndModifyResult, FindAndModifySpec } from '../engine/types.ts';
import { MongoError } from '../errors.ts';
import { isOperatorDoc } from '../query/parse-operators.ts';
import { parseUpdate } from '../update/parse-update.ts';
import { readDoc } from '../value/read.ts';
import { RawReplyDocument, type Reply } from '../wire/reply.ts';
import { refuseCollation } from './collation.ts';
import { type Call, type Command, namespaceOf } from './command.ts';
import type { Fields } from './fields.ts';
import { emptyDocument, readFilter, readHint, readProjection, readSort, readVariables } from './reading.ts';
import { changeOf, idOf, readUpdateSource } from './update.ts';

/** `findAndModify`: changes or removes one document and answers it. */
export const findAndModify: Command = {
  name: 'findAndModify',
  aliases: ['findandmodify'],
  fields: [
    'query',
    'sort',
    'remove',
    'update',
    'new',
    'fields',
    'upsert',
    'arrayFilters',
    'hint',
    'let',
    'collation',
    'bypassDocumentValidation',
  ],
  transaction: 'yes',
  retryable: true,
  writes: true,
  run: async (call) => {
    const namespace = namespaceOf(call);
    const { spec, project } = readSpec(call);
    const context = { ...call.context, bypassValidation: call.fields.flag('bypassDocumentValidation', true) };
    const result = await call.server.engine.findAndModify(namespace, spec, context).catch(explained);
    return { lastErrorObject: lastErrorObject(spec, result), value: result.value ? new RawReplyDocument(project(result.value)) : null };
  },
};

function readSpec(call: Call): { spec: FindAndModifySpec; project: (document: Uint8Array) => Uint8Array } {
  const { fields, server } = call;
  const remove = fields.flag('remove', true) ?? false;
  const returnNew = fields.flag('new', true) ?? false;
  const upsert = fields.flag('upsert', true) ?? false;
  const source = fields.raw('update') && readUpdateSource(fields, 'update');
  checkCombination({ remove, returnNew, upsert, updates: source !== undefined });
  refuseCollation(fields);
  for (const name of ['query', 'sort', 'fields']) fields.document(name); // Wrong types come before all other faults.
  const variables = readVariables(fields, server);
  const update = source && parseUpdate(source, { arrayFilters: fields.documents('arrayFilters'), variables });
  const filter = readFilter(fields, 'query', variables);
  const { sort, hint } = isById(fields) ? {} : readSort(fields);
  const project = readProjection(fields, 'fields', { filter, variables }) ?? ((document: Uint8Array) => document);
  if (returnNew && isPositional(fields.document('fields')))
    throw new MongoError('BadValue', 'cannot use a positional projection and return the new document');
  const common = { filter, sort, hint: readHint(fields) ?? hint };
  if (!update) return { spec: { ...common, remove: true }, project };
  const change = changeOf(update, filter, new Date(server.now()));
  return { spec: { ...common, transform: change.transform, upsert: upsert ? change.upsert : undefined, returnNew }, project };
}

/** Is one document asked for by its `_id` alone? MongoDB goes to it without a look at the sort, then. */
function isById(fields: Fields): boolean {
  const query = readDoc(fields.document('query') ?? emptyDocument);
  const id = query.get('_id');
  const isPlain = id !== undefined && id !== null && !Array.isArray(id) && !(id instanceof BSONRegExp) && !isOperatorDoc(id);
  return query.size === 1 && isPlain && !['hint', 'fields'].some((name) => fields.raw(name));
}

/** Does the projection take the array element that the filter found? */
function isPositional(projection: Uint8Array | undefined): boolean {
  return projection !== undefined && [...readDoc(projection).keys()].some((path) => path.endsWith('.$'));
}

function checkCombination(asked: { remove: boolean; returnNew: boolean; upsert: boolean; updates: boolean }): void {
  if (!asked.remove && !asked.updates) refuse('Either an update or remove=true must be specified');
  if (!asked.remove) return;
  if (asked.updates) refuse('Cannot specify both an update and remove=true');
  if (asked.upsert) refuse('Cannot specify both upsert=true and remove=true ');
  if (asked.returnNew) refuse("Cannot specify both new=true and remove=true; 'remove' always returns the deleted document");
}

function lastErrorObject(spec: FindAndModifySpec, result: FindAndModifyResult): Reply {
  if (spec.remove) return { n: result.n };
  return { n: result.n, updatedExisting: result.updatedExisting, ...(result.upserted ? { upserted: idOf(result.upserted) } : {}) };
}

const plain = new Set([
  'CommandNotSupportedOnView',
  'InvalidNamespace',
  'WriteConflict',
  'NoSuchTransaction',
  'Interrupted',
  'MaxTimeMSExpired',
]);

function explained(error: unknown): never {
  if (!(error instanceof MongoError) || error.codeName.startsWith('Location') || plain.has(error.codeName)) throw error;
  throw new MongoError(
    error.codeName as 'BadValue',
    `Plan executor error during findAndModify :: caused by :: ${error.message}`,
    error.extra,
  );
}

function refuse(message: string): never {
  throw new MongoError('FailedToParse', message);
}
