import { bsonType } from '../bson/types.ts';
import { MongoError } from '../errors.ts';
import type { OpenCursor } from '../session/cursors.ts';
import { readLong } from '../value/read.ts';
import { RawDocuments } from '../wire/reply.ts';
import { checkSameApi } from './api-version.ts';
import { batchLimit } from './batches.ts';
import { type Call, type Command, looseNamespaceOf } from './command.ts';
import { allReadLevels } from './read-concern.ts';

/** `getMore`: the next batch of a cursor. */
export const getMore: Command = {
  name: 'getMore',
  fields: ['collection', 'batchSize', 'term', 'lastKnownCommittedOpTime'],
  transaction: 'yes',
  readLevels: allReadLevels,
  run: async (call) => {
    const { fields, server, context } = call;
    const id = fields.required('getMore', fields.long('getMore'));
    const collection = fields.required('collection', fields.text('collection'));
    const batchSize = fields.size('batchSize');
    const cursor = server.cursors.get(id);
    checkOwner(call, cursor, collection);
    checkSameApi(call.name, call.api, { shown: cursor.api, of: 'the cursor-creating command' });
    const deadline = cursor.timeLeftMs === undefined ? context.deadline : server.now() + cursor.timeLeftMs;
    const batch = await server.cursors.next(cursor, batchLimit(batchSize || undefined), { ...context, deadline });
    return {
      cursor: {
        nextBatch: new RawDocuments(batch.documents),
        id: batch.done ? 0n : id,
        ns: cursor.name,
        atClusterTime: cursor.atClusterTime,
      },
    };
  },
};

/** `killCursors`: forgets cursors. */
export const killCursors: Command = {
  name: 'killCursors',
  fields: ['cursors'],
  transaction: 'yes',
  run: (call) => {
    const { fields, server } = call;
    looseNamespaceOf(call);
    const killed: bigint[] = [];
    const notFound: bigint[] = [];
    fields.required('cursors', fields.list('cursors')).forEach((value, index) => {
      if (value.type !== bsonType.long) throw fields.wrongType(`cursors.${index}`, value.type, 'long');
      const id = readLong(value.bytes, value.start);
      (server.cursors.kill(id) ? killed : notFound).push(id);
    });
    return { cursorsKilled: killed, cursorsNotFound: notFound, cursorsAlive: [], cursorsUnknown: [] };
  },
};

function checkOwner(call: Call, cursor: OpenCursor, collection: string): void {
  const asked = `${call.db}.${collection}`;
  if (asked !== cursor.name) {
    throw new MongoError(
      'Unauthorized',
      `Requested getMore on namespace '${asked}', but cursor belongs to a different namespace ${cursor.name}`,
    );
  }
  const lsid = call.session?.lsid;
  if (cursor.lsid === lsid) {
    const txnNumber = call.context.transaction ? call.txnNumber : undefined;
    if (cursor.txnNumber === txnNumber) return;
    throw new MongoError(
      50740,
      `Cannot run getMore on cursor ${cursor.id}, which ${cursor.txnNumber === undefined ? 'was not' : 'was'} created in a transaction`,
    );
  }
  throw new MongoError(
    cursor.lsid === undefined ? 50736 : 50737,
    cursor.lsid === undefined
      ? `Cannot run getMore on cursor ${cursor.id}, which was not created in a session, in session ${lsid}`
      : `Cannot run getMore on cursor ${cursor.id}, which was created in session ${cursor.lsid}, without an lsid`,
  );
}
