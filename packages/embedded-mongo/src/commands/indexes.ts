import { bsonType } from '../bson/types.ts';
import { keyPattern } from '../engine/index-conflicts.ts';
import type { IndexInfo } from '../engine/types.ts';
import { MongoError } from '../errors.ts';
import { parseSort } from '../query/sort.ts';
import type { SortField } from '../query/types.ts';
import { encodeReply, RawReplyDocument, type Reply } from '../wire/reply.ts';
import { answerFirstBatch, listCursor } from './batches.ts';
import { type Command, nameOf, namespaceOf } from './command.ts';
import { Fields } from './fields.ts';
import { readIndexSpec } from './index-spec.ts';

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
    const { before, after, createdCollection } = await call.server.engine.createIndexes(
      namespace,
      documents.map(readIndexSpec),
      call.context,
    );
    const counts = { numIndexesBefore: before, numIndexesAfter: after };
    if (before === after) return { ...counts, note: 'all indexes already exist' };
    const commitQuorum = call.fields.value('commitQuorum') ?? 'votingMembers';
    const note = after - before < documents.length ? { note: 'index already exists' } : {};
    return { ...counts, createdCollectionAutomatically: createdCollection, commitQuorum, ...note };
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
    key: keyPattern(index.key),
    name: index.name,
    ...(index.background !== undefined ? { background: index.background } : {}),
    ...(index.unique && index.name !== '_id_' ? { unique: true } : {}),
    ...(index.sparse ? { sparse: true } : {}),
    ...(index.hidden ? { hidden: true } : {}),
    ...(index.partial ? { partialFilterExpression: new RawReplyDocument(index.partial.raw) } : {}),
    ...(index.expireAfterSeconds !== undefined ? { expireAfterSeconds: index.expireAfterSeconds } : {}),
  };
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
  throw fields.wrongType('index', value.type, '[string, object');
}
