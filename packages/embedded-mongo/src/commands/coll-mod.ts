import type { IndexChange } from '../engine/types.ts';
import { MongoError } from '../errors.ts';
import { parseSort } from '../query/sort.ts';
import type { Reply } from '../wire/reply.ts';
import { type Command, namespaceOf } from './command.ts';
import { Fields } from './fields.ts';
import { isGiven } from './given.ts';

const refusedOptions = [
  'validator',
  'viewOn',
  'pipeline',
  'expireAfterSeconds',
  'changeStreamPreAndPostImages',
  'cappedSize',
  'cappedMax',
  'dryRun',
];
const indexFields = new Set(['name', 'keyPattern', 'hidden', 'expireAfterSeconds']);

/** `collMod`: hides an index, shows it again, or gives it another time to live; all else is refused. */
export const collMod: Command = {
  name: 'collMod',
  fields: [...refusedOptions, 'index', 'validationLevel', 'validationAction'],
  writes: true,
  run: async (call) => {
    const namespace = namespaceOf(call);
    const { engine } = call.server;
    const refused = refusedOptions.find((option) => isGiven(call.fields.value(option)));
    if (refused) throw new MongoError('InvalidOptions', `collMod: '${refused}' is not supported by embedded-mongo`);
    const index = call.fields.document('index');
    if (!index) {
      if (!engine.listIndexes(namespace)) throw new MongoError('NamespaceNotFound', 'ns does not exist');
      return {};
    }
    const change = readChange(new Fields(index, 'collMod.index'));
    const before = await engine.changeIndex(namespace, change);
    return { ...toldExpiry(before.expireAfterSeconds, change), ...toldHidden(before.hidden ?? false, change) };
  },
};

function readChange(fields: Fields): IndexChange {
  fields.allow(indexFields);
  const name = fields.text('name');
  const pattern = fields.document('keyPattern');
  const hidden = fields.flag('hidden', true);
  const expireAfterSeconds = fields.number('expireAfterSeconds');
  const refuse = (why: string) => new MongoError('InvalidOptions', why);
  if (name !== undefined && pattern) throw refuse('Cannot specify both key pattern and name.');
  const which = name ?? (pattern && parseSort(pattern));
  if (which === undefined) throw refuse('Must specify either index name or key pattern.');
  if (hidden === undefined && expireAfterSeconds === undefined)
    throw refuse('no expireAfterSeconds, hidden, unique, or prepareUnique field');
  if (expireAfterSeconds !== undefined && expireAfterSeconds < 0)
    throw refuse("TTL index 'expireAfterSeconds' option cannot be less than 0");
  return { which, hidden, expireAfterSeconds: expireAfterSeconds === undefined ? undefined : Math.trunc(expireAfterSeconds) };
}

function toldExpiry(before: number | undefined, { expireAfterSeconds }: IndexChange): Reply {
  if (expireAfterSeconds === undefined) return {};
  return {
    ...(before === undefined ? {} : { expireAfterSeconds_old: BigInt(before) }),
    expireAfterSeconds_new: BigInt(expireAfterSeconds),
  };
}

function toldHidden(before: boolean, { hidden }: IndexChange): Reply {
  return hidden === undefined || hidden === before ? {} : { hidden_old: before, hidden_new: hidden };
}
