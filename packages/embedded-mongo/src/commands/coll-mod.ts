import type { CollectionChange, IndexInfo, Namespace, ViewDefinition } from '../engine/types.ts';
import { MongoError } from '../errors.ts';
import type { Reply } from '../wire/reply.ts';
import { type Call, type Command, looseNamespaceOf } from './command.ts';
import { Fields } from './fields.ts';
import { longestLife } from './index-spec.ts';
import { readPattern } from './key-pattern.ts';
import { readValidation, validationFields } from './validation-options.ts';
import { readView } from './view-options.ts';

const refused = ['changeStreamPreAndPostImages', 'cappedSize', 'cappedMax', 'expireAfterSeconds', 'timeseries'];
const viewFields = ['viewOn', 'pipeline'];
const indexFields = new Set(['name', 'keyPattern', 'hidden', 'expireAfterSeconds', 'unique', 'prepareUnique']);

/** `collMod`: changes a collection's validator or a view, hides an index or sets its expiry. */
export const collMod: Command = {
  name: 'collMod',
  fields: [...validationFields, ...refused, ...viewFields, 'index', 'dryRun'],
  writes: true,
  run: async (call) => {
    const { fields, server } = call;
    const namespace = looseNamespaceOf(call);
    const unknown = refused.find((option) => fields.has(option));
    if (unknown) throw new MongoError('InvalidOptions', `collMod: '${unknown}' is not supported by embedded-mongo`);
    const view = server.engine.view(namespace);
    if (view) return changeView(call, namespace, view);
    if (fields.has('viewOn') || fields.has('pipeline')) {
      throw new MongoError('InvalidOptions', `option only supported on a view: ${fields.has('pipeline') ? 'pipeline' : 'viewOn'}`);
    }
    const index = readIndex(fields.document('index'));
    const asksValidation = validationFields.some((name) => fields.has(name));
    const current = server.engine.listCollections(call.db).find(({ name }) => name === namespace.coll)?.validation;
    const validation = asksValidation ? withDefaults(readValidation(fields), { fields, current: current ?? {} }) : undefined;
    const { before } = await server.engine.modifyCollection(namespace, { validation, index });
    return before && index ? showChange(before, index) : {};
  },
};

async function changeView({ fields, server }: Call, namespace: Namespace, current: ViewDefinition): Promise<Reply> {
  const wrong = [...validationFields, 'index'].find((name) => fields.has(name));
  if (wrong) throw new MongoError('InvalidOptions', `option not supported on a view: ${wrong}`);
  const asked = fields.has('viewOn') ? readView(fields, namespace, server) : current;
  const pipeline = fields.has('pipeline') ? (fields.documents('pipeline') ?? []).map((stage) => stage.slice()) : current.pipeline;
  await server.engine.putView(namespace, { on: asked.on, pipeline }, { replace: true });
  return {};
}

type Validation = NonNullable<CollectionChange['validation']>;

/** What is not asked for stays; from now on level and action are shown. */
function withDefaults(asked: Validation, { fields, current }: { fields: Fields; current: Validation }): Validation {
  return {
    validator: fields.has('validator') ? asked.validator : current.validator,
    level: asked.level ?? current.level ?? 'strict',
    action: asked.action ?? current.action ?? 'error',
  };
}

function readIndex(raw: Uint8Array | undefined): CollectionChange['index'] {
  if (!raw) return undefined;
  const fields = new Fields(raw, 'collMod.index');
  fields.allow(indexFields);
  const [name, pattern] = [fields.text('name'), fields.document('keyPattern')];
  const invalid = (why: string) => new MongoError('InvalidOptions', why);
  if (name !== undefined && pattern) throw invalid('Cannot specify both key pattern and name.');
  const which = name ?? (pattern && readPattern(pattern));
  if (which === undefined) throw invalid('Must specify either index name or key pattern.');
  if (fields.has('unique') || fields.has('prepareUnique')) throw invalid("collMod: index 'unique' is not supported by embedded-mongo");
  const [hidden, seconds] = [fields.flag('hidden', true), fields.number('expireAfterSeconds')];
  if (hidden === undefined && seconds === undefined) throw invalid('no expireAfterSeconds, hidden, unique, or prepareUnique field');
  if (hidden && name === '_id_') throw new MongoError('BadValue', "can't hide _id index");
  if (seconds !== undefined && seconds < 0) throw invalid("TTL index 'expireAfterSeconds' option cannot be less than 0");
  return { which, hidden, expireAfterSeconds: seconds === undefined ? undefined : Math.min(Math.trunc(seconds) || 0, longestLife) };
}

function showChange(before: IndexInfo, { hidden, expireAfterSeconds }: NonNullable<CollectionChange['index']>): Reply {
  const wasHidden = before.hidden ?? false;
  return {
    ...(expireAfterSeconds === undefined || before.expireAfterSeconds === undefined
      ? {}
      : { expireAfterSeconds_old: BigInt(before.expireAfterSeconds) }),
    ...(expireAfterSeconds === undefined ? {} : { expireAfterSeconds_new: BigInt(expireAfterSeconds) }),
    ...(hidden === undefined || hidden === wasHidden ? {} : { hidden_old: wasHidden, hidden_new: hidden }),
  };
}
