import { bsonType } from '../bson/types.ts';
import type { IndexInfo, IndexSpec } from '../engine/types.ts';
import { MongoError } from '../errors.ts';
import { parseFilter } from '../query/parse-filter.ts';
import { parseSort } from '../query/sort.ts';
import type { SortField } from '../query/types.ts';
import { readDoc } from '../value/read.ts';
import { showDoc, showValue } from '../value/show.ts';
import { isNumericType, typeOf } from '../value/types.ts';
import { encodeReply, RawReplyDocument, type Reply } from '../wire/reply.ts';
import { answerFirstBatch, listCursor } from './batches.ts';
import { type Command, nameOf, namespaceOf } from './command.ts';
import { Fields } from './fields.ts';
import { refuseCollation } from './reading.ts';

const indexFields = new Set([
  'key',
  'name',
  'v',
  'ns',
  'unique',
  'sparse',
  'background',
  'hidden',
  'expireAfterSeconds',
  'partialFilterExpression',
  'collation',
]);

/** `createIndexes`: builds indexes in the background and answers when they are ready. */
export const createIndexes: Command = {
  name: 'createIndexes',
  fields: ['indexes', 'commitQuorum', 'ignoreUnknownIndexOptions'],
  transaction: 'yes',
  writes: true,
  run: async (call) => {
    const namespace = namespaceOf(call);
    const documents = call.fields.required('indexes', call.fields.documents('indexes'));
    if (documents.length === 0) throw new MongoError('BadValue', 'Must specify at least one index to create');
    const { before, after, createdCollection } = await call.server.engine.createIndexes(namespace, documents.map(readIndex), call.context);
    const counts = { numIndexesBefore: before, numIndexesAfter: after };
    if (before === after) return { ...counts, note: 'all indexes already exist' };
    return { ...counts, createdCollectionAutomatically: createdCollection, commitQuorum: 'votingMembers' };
  },
};

/** `dropIndexes`: by name, names, key pattern or `*`. */
export const dropIndexes: Command = {
  name: 'dropIndexes',
  aliases: ['deleteIndexes'],
  fields: ['index'],
  writes: true,
  run: async (call) => {
    const { fields, server } = call;
    const which = readWhich(fields);
    const { before } = await server.engine.dropIndexes(namespaceOf(call), which);
    return which === '*' ? { nIndexesWas: before, msg: 'non-_id indexes dropped for collection' } : { nIndexesWas: before };
  },
};

/** `listIndexes`: the indexes of a collection as they were asked for. */
export const listIndexes: Command = {
  name: 'listIndexes',
  fields: ['cursor', 'includeBuildUUIDs'],
  run: (call) => {
    const namespace = namespaceOf(call);
    const indexes = call.server.engine.listIndexes(namespace);
    if (!indexes) throw new MongoError('NamespaceNotFound', `ns does not exist: ${nameOf(namespace)}`);
    const cursor = call.fields.document('cursor');
    const batchSize = cursor && new Fields(cursor, 'listIndexes.cursor').size('batchSize');
    const documents = indexes.map((index) => encodeReply(describeIndex(index)));
    return answerFirstBatch(call, listCursor(documents), { namespace, batchSize: batchSize ?? documents.length + 1 });
  },
};

function describeIndex(index: IndexInfo): Reply {
  return {
    v: 2,
    key: new Map(index.key.map(({ path, descending }) => [path, descending ? -1 : 1])),
    name: index.name,
    ...(index.unique && index.name !== '_id_' ? { unique: true } : {}),
    ...(index.sparse ? { sparse: true } : {}),
    ...(index.hidden ? { hidden: true } : {}),
    ...(index.partial ? { partialFilterExpression: new RawReplyDocument(index.partial.raw) } : {}),
    ...(index.expireAfterSeconds !== undefined ? { expireAfterSeconds: index.expireAfterSeconds } : {}),
  };
}

function readIndex(bytes: Uint8Array): IndexSpec {
  const fields = new Fields(bytes, 'createIndexes.indexes');
  const shown = () => showDoc(readDoc(bytes));
  const inSpec = (code: 'CannotCreateIndex' | 'FailedToParse' | 'InvalidIndexSpecificationOption', why: string) =>
    new MongoError(code, `Error in specification ${shown()} :: caused by :: ${why}`);
  for (const name of fields.names) {
    if (!indexFields.has(name))
      throw inSpec(
        'InvalidIndexSpecificationOption',
        `The field '${name}' is not valid for an index specification. Specification: ${shown()}`,
      );
  }
  const rawKey = fields.document('key');
  if (!rawKey) throw inSpec('FailedToParse', "The 'key' field is a required property of an index specification");
  const key = readKey(rawKey, (why) => inSpec('CannotCreateIndex', why));
  const name = fields.text('name');
  if (name === undefined) throw inSpec('FailedToParse', "The 'name' field is a required property of an index specification");
  if (name === '') throw inSpec('CannotCreateIndex', 'The index name cannot be empty');
  refuseCollation(fields);
  const sparse = fields.flag('sparse', true) ?? false;
  const partial = fields.document('partialFilterExpression');
  if (sparse && partial) throw inSpec('CannotCreateIndex', 'cannot mix "partialFilterExpression" and "sparse" options');
  const expireAfterSeconds = fields.number('expireAfterSeconds');
  if (expireAfterSeconds !== undefined) checkTtl(expireAfterSeconds, key, shown());
  return {
    name,
    key,
    unique: (fields.flag('unique', true) ?? false) || undefined,
    sparse: sparse || undefined,
    hidden: (fields.flag('hidden', true) ?? false) || undefined,
    // The bytes are views into the message, which is not kept.
    partial: partial && { raw: partial.slice(), filter: parseFilter(partial.slice()) },
    expireAfterSeconds: expireAfterSeconds === undefined ? undefined : Math.trunc(expireAfterSeconds),
  };
}

function readKey(raw: Uint8Array, refuse: (why: string) => MongoError): readonly SortField[] {
  const pattern = readDoc(raw);
  if (pattern.size === 0) throw refuse('Index keys cannot be empty.');
  if (pattern.size > 32) throw refuse('Index key pattern too large');
  return Array.from(pattern, ([path, direction]) => {
    if (typeof direction === 'string') {
      throw refuse(
        known.has(direction) ? `Index type '${direction}' is not supported by embedded-mongo` : `Unknown index plugin '${direction}'`,
      );
    }
    if (!isNumericType(typeOf(direction)))
      throw refuse(
        `Values in v:2 index key pattern cannot be of type ${showType(direction)}. Only numbers > 0, numbers < 0, and strings are allowed.`,
      );
    const number = Number(String(direction));
    if (number === 0 || Number.isNaN(number)) throw refuse('Values in the index key pattern cannot be 0.');
    if (path === '' || path.split('.').includes('')) throw refuse('Index keys cannot be an empty field.');
    if (path === '$**' || path.endsWith('.$**')) throw refuse('Wildcard indexes are not supported by embedded-mongo');
    if (path.split('.').some((part) => part.startsWith('$') && !['$id', '$ref', '$db'].includes(part)))
      throw refuse("Index key contains an illegal field name: field name starts with '$'.");
    return { path, descending: number < 0 };
  });
}

const known = new Set(['text', '2d', '2dsphere', 'hashed', 'geoHaystack', 'wildcard']);

function showType(value: Parameters<typeof showValue>[0]): string {
  return typeof value === 'boolean' ? 'bool' : value instanceof Map ? 'object' : Array.isArray(value) ? 'array' : showValue(value);
}

function checkTtl(seconds: number, key: readonly SortField[], shown: string): void {
  if (key.length > 1)
    throw new MongoError(
      'CannotCreateIndex',
      `TTL indexes are single-field indexes, compound indexes do not support TTL. Index spec: ${shown}`,
    );
  if (key[0]?.path === '_id')
    throw new MongoError(
      'CannotCreateIndex',
      `The field 'expireAfterSeconds' is not valid for an _id index specification. Specification: ${shown}`,
    );
  if (seconds < 0 || seconds > 2_147_483_647)
    throw new MongoError(
      'CannotCreateIndex',
      `TTL index 'expireAfterSeconds' option must be within an acceptable range. Index spec: ${shown}`,
    );
}

function readWhich(fields: Fields): '*' | readonly string[] | readonly SortField[] {
  const value = fields.required('index', fields.raw('index'));
  if (value.type === bsonType.string) {
    const name = fields.text('index') ?? '';
    return name === '*' ? '*' : [name];
  }
  if (value.type === bsonType.object) return parseSort(value.bytes.subarray(value.start, value.end));
  const names = fields.value('index');
  if (Array.isArray(names) && names.every((name) => typeof name === 'string')) return names;
  throw fields.wrongType('index', value.type, '[string, object, array');
}
