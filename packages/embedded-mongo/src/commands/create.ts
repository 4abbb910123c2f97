import type { Namespace } from '../engine/types.ts';
import { MongoError } from '../errors.ts';
import type { Value } from '../value/value.ts';
import type { Reply } from '../wire/reply.ts';
import { refuseCollation } from './collation.ts';
import { type Call, type Command, namespaceOf } from './command.ts';
import type { Fields } from './fields.ts';
import { isGiven } from './given.ts';
import { checkIdIndexSpec } from './index-spec.ts';
import { readValidation, validationFields } from './validation-options.ts';
import { readView } from './view-options.ts';

const refused = ['capped', 'timeseries', 'clusteredIndex', 'changeStreamPreAndPostImages', 'encryptedFields'];
const passed = ['idIndex', 'storageEngine', 'indexOptionDefaults', 'collation', 'flags', 'temp', 'recordPreImages'];

/** `create`: an empty collection, or a view; capped, clustered and time-series ones are refused. */
export const create: Command = {
  name: 'create',
  fields: [...refused, ...passed, ...validationFields, 'viewOn', 'pipeline', 'autoIndexId', 'size', 'max', 'expireAfterSeconds'],
  transaction: 'yes',
  writes: true,
  run: async (call) => {
    const { fields } = call;
    const namespace = namespaceOf(call);
    checkTypes(fields);
    refuseOptions(fields);
    refuseCollation(fields);
    if (fields.raw('viewOn')) return createView(call, namespace);
    if (fields.list('pipeline')) throw new MongoError('InvalidOptions', "'pipeline' requires 'viewOn' to also be specified");
    const validation = readValidation(fields);
    if (validation.validator && ['admin', 'config', 'local'].includes(call.db)) {
      const { db, coll } = namespace;
      throw new MongoError(
        'InvalidOptions',
        `Document validators are not allowed on collection ${db}.${coll} in the ${db} internal database`,
      );
    }
    await call.server.engine.createCollection(namespace, validation, call.context);
    return {};
  },
};

async function createView({ context, fields, server }: Call, namespace: Namespace): Promise<Reply> {
  if (context.transaction) {
    throw new MongoError('OperationNotSupportedInTransaction', 'Cannot create a view in a multi-document transaction.');
  }
  await server.engine.putView(namespace, readView(fields, namespace, server), { replace: false });
  return {};
}

/** Refuses options of the wrong type that say nothing to this server, and an `_id` index that is none. */
function checkTypes(fields: Fields): void {
  for (const name of ['storageEngine', 'indexOptionDefaults', 'timeseries']) fields.document(name);
  for (const name of ['capped', 'recordPreImages']) fields.flag(name, true);
  fields.number('flags');
  const idIndex = fields.document('idIndex');
  if (!idIndex) return;
  if (fields.raw('viewOn')) throw new MongoError('InvalidOptions', "'idIndex' is not allowed with 'viewOn'");
  checkIdIndexSpec(idIndex);
}

function refuseOptions(fields: Fields): void {
  const asked = refused.find((option) => isAsked(fields.value(option)));
  if (asked) throw new MongoError('InvalidOptions', `create: '${asked}' is not supported by embedded-mongo`);
  if (fields.flag('temp', true) !== undefined) throw new MongoError('InvalidOptions', "the 'temp' field is an invalid option");
  if (fields.number('size') !== undefined || fields.number('max') !== undefined) {
    throw new MongoError('InvalidOptions', "the 'capped' field needs to be true when either the 'size' or 'max' fields are present");
  }
  if (fields.number('expireAfterSeconds') !== undefined) {
    throw new MongoError(
      'InvalidOptions',
      "'expireAfterSeconds' is only supported on time-series collections or when the 'clusteredIndex' option is specified",
    );
  }
  if (fields.flag('autoIndexId', true) === false) throw new MongoError(50001, 'autoIndexId:false is not allowed');
}

/** A number may be meant as a boolean, and an option that is a document may say itself that it is off. */
function isAsked(option: Value): boolean {
  return isGiven(option) && option !== 0 && !(option instanceof Map && option.get('enabled') === false);
}
