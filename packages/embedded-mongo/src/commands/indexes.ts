import { bsonType } from '../bson/types.ts';
import type { IndexInfo, WhichIndexes } from '../engine/types.ts';
import { MongoError } from '../errors.ts';
import { isNumericType, typeOf } from '../value/types.ts';
import type { Value } from '../value/value.ts';
import { encodeReply, RawReplyDocument, type Reply } from '../wire/reply.ts';
import { answerFirstBatch, listCursor, readBatchSize } from './batches.ts';
import { type Command, looseNamespaceOf, nameOf, namespaceOf } from './command.ts';
import type { Fields } from './fields.ts';
import { readIndexSpec } from './index-spec.ts';
import { readPattern } from './key-pattern.ts';
import { refuseView } from './resolve-view.ts';

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
    const lenient = call.fields.flag('ignoreUnknownIndexOptions', true) ?? false;
    const specs = documents.map((document) => readIndexSpec(document, lenient));
    const commitQuorum = readQuorum(call.fields);
    const { before, after, createdCollection } = await call.server.engine.createIndexes(namespace, specs, call.context);
    const counts = { numIndexesBefore: before, numIndexesAfter: after };
    const isThere =
      after - before < documents.length ? { note: before === after ? 'all indexes already exist' : 'index already exists' } : {};
    if (before === after && !createdCollection) return { ...counts, ...isThere };
    return { ...counts, createdCollectionAutomatically: createdCollection, commitQuorum, ...isThere };
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
    const { before } = await server.engine.dropIndexes(looseNamespaceOf(call), which);
    return which === '*' ? { nIndexesWas: before, msg: 'non-_id indexes dropped for collection' } : { nIndexesWas: before };
  },
};

/** `listIndexes`: the indexes of a collection as they were asked for. */
export const listIndexes: Command = {
  name: 'listIndexes',
  fields: ['cursor', 'includeBuildUUIDs'],
  run: (call) => {
    const namespace = looseNamespaceOf(call);
    refuseView(call.server.engine, namespace);
    const indexes = call.server.engine.listIndexes(namespace);
    if (!indexes) throw new MongoError('NamespaceNotFound', `ns does not exist: ${nameOf(namespace)}`);
    const cursor = call.fields.document('cursor');
    const batchSize = cursor && readBatchSize(cursor, 'listIndexes.cursor');
    call.fields.flag('includeBuildUUIDs', true);
    const documents = indexes.map((index) => encodeReply(describeIndex(index)));
    return answerFirstBatch(call, listCursor(documents), { namespace, batchSize: batchSize ?? documents.length + 1 });
  },
};

/** An index as listIndexes shows it. */
export function describeIndex(index: IndexInfo): Reply {
  return {
    v: index.version ?? 2,
    key: new Map(index.key.map(({ path, descending, weight }) => [path, weight ?? (descending ? -1 : 1)])),
    name: index.name,
    ...(index.background === undefined ? {} : { background: index.background }),
    ...(index.unique && index.name !== '_id_' ? { unique: true } : {}),
    ...(index.sparse === undefined ? {} : { sparse: index.sparse }),
    ...(index.hidden ? { hidden: true } : {}),
    ...(index.partial ? { partialFilterExpression: new RawReplyDocument(index.partial.raw) } : {}),
    ...(index.expireAfterSeconds !== undefined ? { expireAfterSeconds: index.expireAfterSeconds } : {}),
  };
}

/** How many members have to be ready before an index is; a set of one node fulfils 1 and the two words. */
function readQuorum(fields: Fields): Value {
  const quorum = fields.value('commitQuorum') ?? 'votingMembers';
  const type = typeOf(quorum);
  if (typeof quorum !== 'string' && !isNumericType(type))
    throw fields.wrongType('commitQuorum', type, '[long, int, decimal, double, string');
  if (quorum === 'votingMembers' || quorum === 'majority') return quorum;
  if (typeof quorum === 'string')
    throw new MongoError('UnknownReplWriteConcern', `No write concern mode named '${quorum}' found in replica set configuration`);
  const members = Math.trunc(Number(String(quorum))) || 0;
  if (members < 0 || members > 50) {
    throw new MongoError('FailedToParse', 'commitQuorum has to be a non-negative number and not greater than 50');
  }
  if (members <= 1) return quorum;
  throw new MongoError('UnsatisfiableCommitQuorum', 'Not enough data-bearing nodes to satisfy commit quorum');
}

function readWhich(fields: Fields): WhichIndexes {
  const value = fields.required('index', fields.raw('index'));
  if (value.type === bsonType.string) {
    const name = fields.text('index') ?? '';
    return name === '*' ? '*' : { names: [name] };
  }
  if (value.type === bsonType.object) return { key: readPattern(value.bytes.subarray(value.start, value.end)) };
  const names = fields.value('index');
  if (Array.isArray(names) && names.every((name) => typeof name === 'string')) return { names };
  throw fields.wrongType('index', value.type, '[string, object');
}
