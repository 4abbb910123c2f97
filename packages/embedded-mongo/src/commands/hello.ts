import { Binary, ObjectId } from 'bson';
import { MongoError } from '../errors.ts';
import { sessionTimeoutMinutes } from '../session/sessions.ts';
import { maxDocumentBytes, maxMessageBytes } from '../wire/message.ts';
import type { Reply } from '../wire/reply.ts';
import { readSaslStart } from './authenticate.ts';
import type { Call, Command } from './command.ts';

/** The name of the replica set that this server plays. */
export const setName = 'embedded';

/** The most statements that one write command may hold (`maxWriteBatchSize`). */
export const maxWriteBatch = 100_000;

/** Always the same: a client that saw the server before a restart still takes it for the primary. */
const electionId = new ObjectId('7fffffff0000000000000001');

/** `hello`, also under its old names: what this server is and can do. */
export const hello: Command = {
  name: 'hello',
  aliases: ['isMaster', 'ismaster'],
  fields: 'any',
  open: true,
  transaction: 'no',
  run: (call) => {
    const old = !call.fields.has('hello');
    const { host } = call.client;
    return {
      ...(call.fields.flag('helloOk', true) ? { helloOk: true } : {}),
      hosts: [host],
      setName,
      setVersion: 1,
      [old ? 'ismaster' : 'isWritablePrimary']: true,
      secondary: false,
      primary: host,
      me: host,
      electionId,
      lastWrite: lastWrite(call),
      maxBsonObjectSize: maxDocumentBytes,
      maxMessageSizeBytes: maxMessageBytes,
      maxWriteBatchSize: maxWriteBatch,
      localTime: new Date(call.server.now()),
      logicalSessionTimeoutMinutes: sessionTimeoutMinutes,
      connectionId: call.client.id,
      minWireVersion: 0,
      maxWireVersion: 17,
      readOnly: false,
      ...signIn(call),
    };
  },
};

function lastWrite(call: Call): Reply {
  const ts = call.server.clusterTime.time;
  const lastWriteDate = new Date(ts.t * 1000);
  return { opTime: { ts, t: 1n }, lastWriteDate, majorityOpTime: { ts, t: 1n }, majorityWriteDate: lastWriteDate };
}

function signIn(call: Call): Reply {
  if (!call.client.authentication.asked) return {};
  const speculative = call.fields.document('speculativeAuthenticate');
  const mechanisms = call.fields.has('saslSupportedMechs') ? { saslSupportedMechs: ['SCRAM-SHA-256'] } : {};
  if (!speculative) return mechanisms;
  try {
    const payload = call.client.authentication.start(readSaslStart(speculative));
    return { ...mechanisms, speculativeAuthenticate: { conversationId: 1, done: false, payload: new Binary(Buffer.from(payload)) } };
  } catch (error) {
    if (error instanceof MongoError) return mechanisms;
    throw error;
  }
}
