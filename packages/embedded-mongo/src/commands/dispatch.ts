import { validateDocument } from '../bson/validate.ts';
import { MongoError } from '../errors.ts';
import { transient } from '../session/numbers.ts';
import type { Request } from '../wire/message.ts';
import { encodeReply, failed, type Reply } from '../wire/reply.ts';
import type { Call, Client, Command, ServerState } from './command.ts';
import { Fields } from './fields.ts';
import { enterOperation, type Operation, readOperation } from './operation.ts';
import { commands } from './registry.ts';
import type { WriteConcern } from './write-concern.ts';

/** The fields that any command may carry. */
const general = [
  '$db',
  'lsid',
  'txnNumber',
  'autocommit',
  'startTransaction',
  'stmtId',
  'readConcern',
  'writeConcern',
  '$readPreference',
  '$clusterTime',
  'maxTimeMS',
  'maxTimeMSOpOnly',
  'comment',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
  '$configServerState',
  '$audit',
  '$client',
  '$queryOptions',
  'coordinator',
  'mayBypassWriteBlocking',
];

/** What MongoDB 6.0 still answers when it is asked by OP_QUERY: all that a driver asks before it knows the server. */
const legacyCommands = new Set(['hello', 'saslStart', 'saslContinue', 'buildInfo']);

const known = new Map([...new Set(commands.values())].map((command) => [command, knownFields(command)]));

/** Carries out one request and answers the reply document. Never rejects. */
export async function dispatch(request: Request, from: { server: ServerState; client: Client; signal: AbortSignal }): Promise<Uint8Array> {
  const { server } = from;
  if (request.refused) return refuseOperation(request.refused);
  try {
    const reply = await answer(request, from);
    return encodeReply(reply, server.clusterTime.tail(true));
  } catch (error) {
    return encodeReply(describeError(error), server.clusterTime.tail(false));
  }
}

/** The answer to an operation that MongoDB 5.1 gave up. */
function refuseOperation(operation: string): Uint8Array {
  return encodeReply({ $err: `${operation} is no longer supported. The client driver may require an upgrade.`, code: 5739101, ok: failed });
}

/** An error as the fields of a reply. */
export function describeError(error: unknown): Reply {
  const known =
    error instanceof MongoError ? error : new MongoError('UnknownError', error instanceof Error ? error.message : String(error));
  return { ...(known.extra as Reply), ok: failed, errmsg: known.message, code: known.code, codeName: known.codeName };
}

async function answer(request: Request, from: { server: ServerState; client: Client; signal: AbortSignal }): Promise<Reply> {
  const { server, client, signal } = from;
  validateDocument(request.body);
  for (const documents of request.sequences.values()) for (const document of documents) validateDocument(document);
  const unnamed = readCommand(request);
  const command = commandOf(unnamed, request);
  const fields = unnamed.named(command.where ?? command.name);
  const db = request.legacy?.database ?? checkedDatabase(fields.text('$db'));
  if (!command.open && !client.authentication.done) throw new MongoError('Unauthorized', `command ${command.name} requires authentication`);
  if (command.adminOnly && db !== 'admin')
    throw new MongoError('Unauthorized', `${command.name} may only be run against the admin database.`);
  const allowed = known.get(command);
  if (allowed) fields.allow(allowed);
  const operation = readOperation(fields, { command, server, client });
  server.counters.set(command.name, (server.counters.get(command.name) ?? 0) + 1);
  const work = async () => {
    const entered = enterOperation(operation, { command, server, fields, signal });
    const { session, txnNumber, api } = operation;
    const call = {
      name: command.name,
      db,
      fields,
      server,
      client,
      session,
      txnNumber,
      api,
      ...entered,
      legacy: request.legacy !== undefined,
    };
    const reply = await watched(call, () => runCommand(command, operation, call));
    return withWriteConcern(reply, command, operation.writeConcern);
  };
  return operation.session && operation.txnNumber !== undefined ? inTurn(operation.session, work) : work();
}

let operations = 0;

/** Lets `currentOp` see a command while it is carried out. */
async function watched(call: Call, work: () => Promise<Reply>): Promise<Reply> {
  const { name, db, fields, client, server } = call;
  const running = { id: ++operations, name, db, fields, client, since: server.now() };
  server.operations.add(running);
  try {
    return await work();
  } finally {
    server.operations.delete(running);
  }
}

async function runCommand(command: Command, operation: Operation, call: Call): Promise<Reply> {
  if (command.writes) call.server.clusterTime.tick();
  if (!operation.inTransaction || command.transaction === 'ends') return command.run(call);
  try {
    const reply = await command.run(call);
    if (Array.isArray(reply.writeErrors)) abortOf(call);
    return reply;
  } catch (error) {
    abortOf(call);
    throw isTransient(error) ? new LabelledError(error) : error;
  }
}

/** A conflict inside a transaction: the whole transaction may be tried again. */
class LabelledError extends MongoError {
  constructor(error: MongoError) {
    super(error.codeName as 'WriteConflict', error.message, { ...error.extra, ...transient });
  }
}

function isTransient(error: unknown): error is MongoError {
  return error instanceof MongoError && (error.codeName === 'WriteConflict' || error.codeName === 'NoSuchTransaction');
}

function abortOf(call: Call): void {
  if (call.session) call.server.sessions.abort(call.session);
}

function knownFields(command: Command): ReadonlySet<string> | null {
  return command.fields === 'any' ? null : new Set([...general, ...command.fields, command.name, ...(command.aliases ?? [])]);
}

/** Runs `work` after all that was asked of the session before. */
async function inTurn(session: { turn: Promise<unknown> }, work: () => Promise<Reply>): Promise<Reply> {
  const mine = session.turn.then(work);
  session.turn = mine.catch(() => undefined);
  return mine;
}

/** The fields of the command document; old drivers wrap one that has a read preference in `$query`. */
function readCommand({ body, sequences, legacy }: Request): Fields {
  const fields = new Fields(body, '', sequences);
  const wrapped = legacy && fields.names[0] === '$query' ? fields.document('$query') : undefined;
  return wrapped ? new Fields(wrapped, '') : fields;
}

function commandOf(fields: Fields, request: Request): Command {
  const name = fields.names[0] ?? '';
  const command = commands.get(name);
  if (request.legacy && !(command && legacyCommands.has(command.name))) {
    throw new MongoError('UnsupportedOpQueryCommand', `Unsupported OP_QUERY command: ${name}. The client driver may require an upgrade.`);
  }
  if (!command) throw new MongoError('CommandNotFound', `no such command: '${name}'`);
  return command;
}

function checkedDatabase(db: string | undefined): string {
  if (db === undefined) throw new MongoError(40571, 'OP_MSG requests require a $db argument');
  if (db === '' || db.length > 63 || [...db].some((char) => '/\\. "$\0'.includes(char)))
    throw new MongoError('InvalidNamespace', `Invalid database name: '${db}'`);
  return db;
}

/** A set of one node cannot write to more: the answer says so, as MongoDB's does, after the write. */
function withWriteConcern(reply: Reply, { unacknowledged }: Command, { acknowledged, error }: WriteConcern): Reply {
  if (!acknowledged) return unacknowledged ?? reply;
  return error ? { ...reply, writeConcernError: error } : reply;
}
