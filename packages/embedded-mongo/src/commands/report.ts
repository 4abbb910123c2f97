import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { Binary } from 'bson';
import { MongoError } from '../errors.ts';
import { readDoc } from '../value/read.ts';
import type { Doc } from '../value/value.ts';
import { encodeReply, type Reply } from '../wire/reply.ts';
import { type Call, nameOf } from './command.ts';
import { describeOperations } from './current-op.ts';
import { describeIndex } from './indexes.ts';
import { describeCollection } from './statistics.ts';

type Reporter = (call: Call, coll: string, options: Doc) => Reply[];

/** What the stages that report on the server answer. */
const reporters = new Map<string, Reporter>([
  ['$indexStats', indexStats],
  ['$planCacheStats', planCacheStats],
  ['$collStats', collectionStats],
  ['$listLocalSessions', listSessions],
  ['$listSessions', listSessions],
  ['$currentOp', ({ server }) => describeOperations(server)],
]);

/** The documents of a reporting stage. */
export function report(call: Call, stage: string, { coll, options }: { coll: string; options: Doc }): readonly Doc[] {
  return (reporters.get(stage)?.(call, coll, options) ?? []).map((document) => readDoc(encodeReply(document)));
}

function indexStats({ db, server }: Call, coll: string): Reply[] {
  const accesses = { ops: 0n, since: new Date(server.startedAt) };
  return (server.engine.listIndexes({ db, coll }) ?? []).map((index) => {
    const spec = describeIndex(index);
    return { name: index.name, key: spec.key, host: hostname(), accesses, spec };
  });
}

/** Plans are not kept: each query is planned anew. */
function planCacheStats({ db, server }: Call, coll: string): Reply[] {
  if (server.engine.listIndexes({ db, coll })) return [];
  throw new MongoError(50933, `collection '${db}.${coll}' does not exist`);
}

const noLatency = { latency: 0n, ops: 0n };

function collectionStats({ db, server }: Call, coll: string, options: Doc): Reply[] {
  const namespace = { db, coll };
  const stats = server.engine.collectionStats(namespace);
  if (options.has('count') && !stats) {
    throw new MongoError(
      'NamespaceNotFound',
      `Unable to retrieve count in $collStats stage :: caused by :: Collection [${nameOf(namespace)}] not found.`,
    );
  }
  return [
    {
      ns: nameOf(namespace),
      host: hostname(),
      localTime: new Date(server.now()),
      ...(options.has('latencyStats') ? { latencyStats: { reads: noLatency, writes: noLatency, commands: noLatency } } : {}),
      ...(options.has('storageStats') ? { storageStats: describeCollection(server.engine, namespace, 1) } : {}),
      ...(options.has('count') ? { count: stats?.count ?? 0 } : {}),
    },
  ];
}

/** The digest of the user that nobody is. */
const noUser = new Binary(createHash('sha256').update('').digest());

function listSessions({ server }: Call): Reply[] {
  return server.sessions.list().map(({ lsid, lastUse }) => ({
    _id: { id: new Binary(Buffer.from(lsid, 'hex'), Binary.SUBTYPE_UUID), uid: noUser },
    lastUse: new Date(lastUse),
  }));
}
