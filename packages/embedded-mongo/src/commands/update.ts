import { namedStage } from '../aggregate/stages.ts';
import { bsonType } from '../bson/types.ts';
import type { Hint, UpdateSpec } from '../engine/types.ts';
import { MongoError } from '../errors.ts';
import { parseVariables } from '../expression/parse-variables.ts';
import { compileFilter } from '../query/compile-filter.ts';
import type { Filter } from '../query/types.ts';
import { parseUpdate } from '../update/parse-update.ts';
import type { Update, UpdateSource } from '../update/types.ts';
import { readDoc } from '../value/read.ts';
import type { Variables } from '../value/value.ts';
import type { ReplyValue } from '../wire/reply.ts';
import { refuseCollation } from './collation.ts';
import { type Call, type Command, namespaceOf } from './command.ts';
import { Fields } from './fields.ts';
import { readFilter, readHint, readVariables } from './reading.ts';
import { checkBatchSize, checkStatementIds, isOrdered, writeErrors } from './statements.ts';

const statementFields = new Set(['q', 'u', 'c', 'multi', 'upsert', 'arrayFilters', 'hint', 'collation']);

/** `update`: changes documents, one statement after another. */
export const update: Command = {
  name: 'update',
  fields: ['updates', 'ordered', 'let', 'bypassDocumentValidation', 'stmtIds'],
  transaction: 'yes',
  retryable: true,
  writes: true,
  unacknowledged: { n: 0, nModified: 0 },
  run: async (call) => {
    const { fields, server } = call;
    const namespace = namespaceOf(call);
    const statements = fields.required('updates', fields.documents('updates')).map((bytes) => readStatement(bytes));
    checkBatchSize(statements.length);
    checkStatementIds(fields, statements.length);
    const variables = readVariables(fields, server);
    const { results, failures } = await server.engine.update(
      namespace,
      statements.map((statement) => () => updateSpec(statement, { call, variables })),
      { ordered: isOrdered(call) },
      { ...call.context, bypassValidation: fields.flag('bypassDocumentValidation', true) },
    );
    let n = 0;
    let nModified = 0;
    const upserted: ReplyValue[] = [];
    for (const [index, result] of results) {
      n += result.matched + (result.upserted ? 1 : 0);
      nModified += result.modified;
      if (result.upserted) upserted.push({ index, _id: idOf(result.upserted) });
    }
    return { n, ...writeErrors(failures), ...(upserted.length > 0 ? { upserted } : {}), nModified };
  },
};

/** The `_id` in a document `{ _id }`. */
export function idOf(document: Uint8Array): ReplyValue {
  return new Fields(document, '').value('_id');
}

/** The update of a command: a document or a pipeline. */
export function readUpdateSource(fields: Fields, name: string): UpdateSource | undefined {
  if (!fields.has(name)) return undefined;
  const value = fields.raw(name);
  if (value?.type === bsonType.array) return { pipeline: fields.documents(name) ?? [] };
  if (value?.type === bsonType.object) return { document: value.bytes.subarray(value.start, value.end) };
  throw new MongoError('FailedToParse', 'Update argument must be either an object or an array');
}

/** What the engine does to each document, and for an upsert, with the time of this command. */
export function changeOf(update: Update, filter: Filter, now: Date): Pick<UpdateSpec, 'transform' | 'upsert'> {
  const context = { now, filter: update.kind === 'operators' ? compileFilter(filter) : undefined };
  return { transform: (document) => update.apply(document, context), upsert: () => update.upsert(filter, context) };
}

type Statement = {
  readonly fields: Fields;
  readonly source: UpdateSource;
  readonly arrayFilters?: readonly Uint8Array[];
  readonly hint?: Hint;
};

/** Reads one statement. Throws for what MongoDB sees before it carries out the first. */
function readStatement(bytes: Uint8Array): Statement {
  const fields = new Fields(bytes, 'update.updates');
  fields.allow(statementFields);
  fields.required('q', fields.document('q'));
  const source = fields.required('u', readUpdateSource(fields, 'u'));
  if ('pipeline' in source) for (const stage of source.pipeline) namedStage(readDoc(stage));
  for (const name of ['c', 'collation']) fields.document(name);
  for (const name of ['multi', 'upsert']) fields.flag(name);
  return { fields, source, arrayFilters: fields.documents('arrayFilters'), hint: readHint(fields) };
}

function updateSpec({ fields, source, arrayFilters, hint }: Statement, from: { call: Call; variables: Variables }): UpdateSpec {
  const { call } = from;
  const multi = fields.flag('multi') ?? false;
  if (multi && call.context.retry) throw new MongoError('InvalidOptions', 'Cannot use (or request) retryable writes with multi=true');
  refuseCollation(fields);
  // `c`: constants that a pipeline may use as variables.
  const variables = parseVariables(fields.document('c'), from.variables);
  if (fields.raw('c') && 'document' in source) throw new MongoError(51198, 'Constant values may only be specified for pipeline updates');
  const parsed = parseUpdate(source, { arrayFilters, variables, multi });
  const filter = readFilter(fields, 'q', variables);
  const { transform, upsert } = changeOf(parsed, filter, new Date(call.server.now()));
  return { filter, multi, transform, upsert: fields.flag('upsert') ? upsert : undefined, hint };
}
