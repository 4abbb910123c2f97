import { randomUUID } from 'node:crypto';
import { Binary } from 'bson';
import { bsonType } from '../bson/types.ts';
import { MongoError } from '../errors.ts';
import { abortedError, continueTransaction, transient } from '../session/numbers.ts';
import { sessionTimeoutMinutes } from '../session/sessions.ts';
import type { Call, Command } from './command.ts';
import { Fields } from './fields.ts';
import { lsidOf } from './operation.ts';

/** `startSession`: a new logical session's id. */
export const startSession: Command = {
  name: 'startSession',
  fields: [],
  run: () => ({
    id: { id: new Binary(Buffer.from(randomUUID().replaceAll('-', ''), 'hex'), Binary.SUBTYPE_UUID) },
    timeoutMinutes: sessionTimeoutMinutes,
  }),
};

/** `endSessions`: the client is done with them. */
export const endSessions: Command = {
  name: 'endSessions',
  fields: [],
  run: (call) => {
    call.server.sessions.end(lsidsOf(call));
    return {};
  },
};

/** `refreshSessions`: keeps them from timing out. */
export const refreshSessions: Command = {
  name: 'refreshSessions',
  fields: [],
  run: (call) => {
    call.server.sessions.refresh(lsidsOf(call));
    return {};
  },
};

/** `killSessions`: aborts what they do; an empty list means all. */
export const killSessions: Command = {
  name: 'killSessions',
  aliases: ['killAllSessions'],
  fields: [],
  run: (call) => {
    const lsids = lsidsOf(call);
    call.server.sessions.kill(lsids.length === 0 ? 'all' : lsids);
    return {};
  },
};

/** `commitTransaction`: durable and visible when it answers; asked again, it answers the same. */
export const commitTransaction: Command = {
  name: 'commitTransaction',
  fields: ['recoveryToken'],
  adminOnly: true,
  transaction: 'ends',
  writes: true,
  run: async (call) => {
    const { session, txnNumber } = numbered(call);
    if (session.state.kind === 'committed' && session.state.txnNumber === txnNumber) return {};
    // After a crash or a lost connection the client asks again, perhaps for what is long on the disk.
    if (session.state.kind !== 'transaction' && call.server.engine.isCommitted({ lsid: session.lsid, txnNumber })) return {};
    continueTransaction(session, txnNumber);
    if (session.state.kind !== 'transaction') throw abortedError(txnNumber);
    try {
      await session.state.transaction.commit();
    } catch (error) {
      session.state = { kind: 'aborted', txnNumber };
      throw error instanceof MongoError && error.codeName === 'WriteConflict'
        ? new MongoError('WriteConflict', error.message, { ...error.extra, ...transient })
        : error;
    } finally {
      call.server.sessions.closeCursors(session.lsid, txnNumber);
    }
    session.state = { kind: 'committed', txnNumber };
    return {};
  },
};

/** `abortTransaction`: forgets its writes. */
export const abortTransaction: Command = {
  name: 'abortTransaction',
  fields: ['recoveryToken'],
  takesWriteConcern: true,
  adminOnly: true,
  transaction: 'ends',
  run: (call) => {
    const { session, txnNumber } = numbered(call);
    continueTransaction(session, txnNumber);
    call.server.sessions.abort(session);
    return {};
  },
};

function numbered(call: Call): { session: NonNullable<Call['session']>; txnNumber: bigint } {
  const { session, txnNumber } = call;
  if (!session || txnNumber === undefined) throw new MongoError('CommandFailed', `${call.name} must be run within a transaction`);
  return { session, txnNumber };
}

function lsidsOf(call: Call): string[] {
  const { fields } = call;
  const name = fields.names[0] ?? '';
  return (fields.list(name) ?? []).map((element, index) => {
    if (element.type !== bsonType.object) throw fields.wrongType(`${name}.${index}`, element.type, 'object');
    return lsidOf(new Fields(element.bytes.subarray(element.start, element.end), `${call.name}.${name}`));
  });
}
