import type { Namespace } from '../engine/types.ts';
import { MongoError } from '../errors.ts';
import type { Value } from '../value/value.ts';
import type { Reply } from '../wire/reply.ts';
import { type Call, type Command, namespaceOf } from './command.ts';
import type { Fields } from './fields.ts';
import { isGiven } from './given.ts';
import { refuseCollation } from './reading.ts';
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
    refuseOptions(fields);
    refuseCollation(fields);
    if (fields.has('viewOn')) return createView(call, namespace);
    if (fields.has('pipeline')) throw new MongoError('InvalidOptions', "'pipeline' requires 'viewOn' to also be specified");
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

function refuseOptions(fields: Fields): void {
  const asked = refused.find((option) => isAsked(fields.value(option)));
  if (asked) throw new MongoError('InvalidOptions', `create: '${asked}' is not supported by embedded-mongo`);
  if (fields.has('size') || fields.has('max')) {
    throw new MongoError('InvalidOptions', "the 'capped' field needs to be true when either the 'size' or 'max' fields are present");
  }
  if (fields.has('expireAfterSeconds')) {
    throw new MongoError(
      'InvalidOptions',
      "'expireAfterSeconds' is only supported on time-series collections or when the 'clusteredIndex' option is specified",
    );
  }
  if (fields.flag('autoIndexId', true) === false) throw new MongoError(50001, 'autoIndexId:false is not allowed');
}

/** An option that is a document may say itself that it is off. */
function isAsked(option: Value): boolean {
  return isGiven(option) && !(option instanceof Map && option.get('enabled') === false);
}
