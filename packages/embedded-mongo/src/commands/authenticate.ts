import { randomBytes } from 'node:crypto';
import { Binary } from 'bson';
import { MongoError } from '../errors.ts';
import type { FirstMessage } from '../wire/authentication.ts';
import type { Command } from './command.ts';
import { Fields } from './fields.ts';

/** `saslStart`: begins SCRAM-SHA-256. */
export const saslStart: Command = {
  name: 'saslStart',
  fields: ['mechanism', 'payload', 'autoAuthorize', 'options', 'db'],
  open: true,
  run: ({ fields, client }) => {
    const payload = client.authentication.start(readSaslStart(fields.bytes));
    return { conversationId: 1, done: false, payload: new Binary(Buffer.from(payload)) };
  },
};

/** `saslContinue`: proves the password, both ways. */
export const saslContinue: Command = {
  name: 'saslContinue',
  fields: ['conversationId', 'payload'],
  open: true,
  run: ({ fields, client }) => {
    const { payload, done } = client.authentication.continue(payloadOf(fields));
    return { conversationId: 1, done, payload: new Binary(Buffer.from(payload)) };
  },
};

/** `logout`: nothing to do, a connection stays signed in as the driver expects. */
export const logout: Command = { name: 'logout', fields: [], open: true, run: () => ({}) };

/** `getnonce`: of a way to sign in that is no more; clients still may ask. */
export const getNonce: Command = {
  name: 'getnonce',
  fields: [],
  open: true,
  run: () => ({ nonce: randomBytes(8).toString('hex') }),
};

/** Reads the first message of a conversation. */
export function readSaslStart(bytes: Uint8Array): FirstMessage {
  const fields = new Fields(bytes, 'saslStart');
  const options = fields.document('options');
  const short = options !== undefined && new Fields(options, 'options').flag('skipEmptyExchange') === true;
  return { mechanism: fields.required('mechanism', fields.text('mechanism')), payload: payloadOf(fields), short };
}

function payloadOf(fields: Fields): string {
  const payload = fields.value('payload');
  if (typeof payload === 'string') return Buffer.from(payload, 'base64').toString();
  if (!(payload instanceof Binary)) throw new MongoError('AuthenticationFailed', 'Authentication failed.');
  return Buffer.from(payload.buffer.subarray(0, payload.position)).toString();
}
