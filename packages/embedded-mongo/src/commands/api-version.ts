import { MongoError } from '../errors.ts';
import { Fields } from './fields.ts';

/** What a command says about the stable API, as errors show it; empty = it says nothing. */
export type ApiParameters = { readonly strict: boolean; readonly shown: string };

const silent: ApiParameters = { strict: false, shown: '{}' };

/** The commands of API version 1, each with those of its fields that do not belong to it (source: MongoDB 6.0's command definitions). */
const stable: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['abortTransaction', []],
  ['aggregate', ['explain', 'isMapReduceCommand']],
  ['collMod', []],
  ['commitTransaction', []],
  ['count', []],
  ['create', ['size', 'max', 'autoIndexId', 'flags', 'indexOptionDefaults', 'storageEngine', 'temp']],
  ['createIndexes', []],
  ['delete', []],
  ['drop', []],
  ['dropDatabase', []],
  ['dropIndexes', []],
  ['endSessions', []],
  ['explain', []],
  ['find', ['min', 'max', 'returnKey', 'showRecordId', 'tailable', 'awaitData', 'oplogReplay', 'noCursorTimeout', 'term']],
  ['findAndModify', []],
  ['getMore', ['term', 'lastKnownCommittedOpTime']],
  ['hello', []],
  ['insert', []],
  ['killCursors', []],
  ['listCollections', []],
  ['listDatabases', []],
  ['listIndexes', []],
  ['ping', []],
  ['refreshSessions', []],
  ['saslContinue', []],
  ['saslStart', []],
  ['update', []],
]);

const unstableStages = new Set(['$currentOp', '$indexStats', '$listLocalSessions', '$listSessions', '$planCacheStats', '$search']);

/** Reads `apiVersion` and its companions. Throws APIVersionError for another version than 1. */
export function readApiParameters(fields: Fields): ApiParameters {
  if (!fields.has('apiVersion') && !fields.has('apiStrict') && !fields.has('apiDeprecationErrors')) return silent;
  const api = fields.named('APIParametersFromClient');
  const version = api.text('apiVersion');
  const strict = api.flag('apiStrict');
  const errors = api.flag('apiDeprecationErrors');
  if (version === undefined) throw new MongoError(4886600, 'Provided apiStrict and/or apiDeprecationErrors without passing apiVersion');
  if (version !== '1') throw new MongoError('APIVersionError', `Cannot accept API version ${version}`);
  const parts = [
    `apiVersion: "${version}"`,
    ...(strict === undefined ? [] : [`apiStrict: ${strict}`]),
    ...(errors === undefined ? [] : [`apiDeprecationErrors: ${errors}`]),
  ];
  return { strict: strict ?? false, shown: `{ ${parts.join(', ')} }` };
}

/** With `apiStrict`, refuses what does not belong to the stable API. Throws APIStrictError. */
export function checkStrict(fields: Fields, name: string): void {
  const unstable = stable.get(name);
  if (!unstable) {
    throw strictError(
      `Provided apiStrict:true, but the command ${name} is not in API Version 1. Information on supported commands and migrations in API Version 1 can be found at https://dochub.mongodb.org/core/manual-versioned-api`,
    );
  }
  const asked = fields.names[0] ?? name;
  if (asked !== name)
    throw strictError(`Command invocation with name '${asked}' is not allowed in 'apiStrict' mode, use '${name}' instead`);
  const field = unstable.find((candidate) => fields.has(candidate));
  if (field) throw strictError(`BSON field '${fields.where}.${field}' is not allowed with apiStrict:true.`);
  if (name === 'aggregate') checkStages(fields);
}

/** Commands of one transaction, or of one cursor, must say the same. Throws APIMismatchError. */
export function checkSameApi(name: string, { shown }: ApiParameters, first: { readonly shown: string; readonly of: string }): void {
  if (shown === first.shown) return;
  throw new MongoError('APIMismatchError', `API parameter mismatch: ${name} used params ${shown}, ${first.of} used ${first.shown}`);
}

function checkStages(fields: Fields): void {
  for (const bytes of fields.documents('pipeline') ?? []) {
    const stage = new Fields(bytes, 'pipeline');
    const [kind = ''] = stage.names;
    if (unstableStages.has(kind)) throw strictError(`${kind} is not allowed with 'apiStrict: true' in API Version 1`);
    const options = kind === '$collStats' ? stage.document(kind) : undefined;
    if (options && new Fields(options, kind).names.some((option) => option !== 'count'))
      throw strictError("only the 'count' option to $collStats is supported in API Version 1");
  }
}

function strictError(message: string): MongoError {
  return new MongoError('APIStrictError', message);
}
