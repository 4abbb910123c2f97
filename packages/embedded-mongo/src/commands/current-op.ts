import { hostname } from 'node:os';
import { RawReplyDocument, type Reply } from '../wire/reply.ts';
import type { Command, ServerState } from './command.ts';
import type { Fields } from './fields.ts';

/** A command that is being carried out now. */
export type RunningOperation = {
  readonly id: number;
  readonly name: string;
  readonly db: string;
  readonly fields: Fields;
  readonly client: { readonly id: number; readonly peer: string };
  readonly since: number;
};

/** What `$currentOp` shows of a read or write; any other is a command. */
const kinds = new Map([
  ['find', 'query'],
  ['getMore', 'getmore'],
  ['insert', 'insert'],
  ['update', 'update'],
  ['delete', 'remove'],
]);

/** `currentOp`: what the server does at this moment. */
export const currentOp: Command = {
  name: 'currentOp',
  fields: 'any',
  adminOnly: true,
  run: ({ server }) => ({ inprog: describeOperations(server) }),
};

/** The commands that are being carried out, as `$currentOp` shows them. */
export function describeOperations({ operations, now }: ServerState): Reply[] {
  return [...operations].map(({ id, name, db, fields, client, since }) => ({
    type: 'op',
    host: hostname(),
    desc: `conn${client.id}`,
    connectionId: client.id,
    client: client.peer,
    active: true,
    currentOpTime: new Date(now()).toISOString(),
    opid: id,
    secs_running: BigInt(Math.floor((now() - since) / 1000)),
    microsecs_running: BigInt((now() - since) * 1000),
    op: kinds.get(name) ?? 'command',
    ns: `${db}.${collectionIn(fields) ?? `$cmd${name === 'aggregate' ? '.aggregate' : ''}`}`,
    command: new RawReplyDocument(fields.bytes),
    numYields: 0,
    waitingForLock: false,
  }));
}

/** The collection that the command's first field names, if it does. */
function collectionIn(fields: Fields): string | undefined {
  const first = fields.value(fields.names[0] ?? '');
  return typeof first === 'string' ? first : undefined;
}
