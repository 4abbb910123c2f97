import { bsonType } from '../bson/types.ts';
import type { OperationContext } from '../engine/types.ts';
import { MongoError } from '../errors.ts';
import { continueTransaction, noteRetryable, startTransaction } from '../session/numbers.ts';
import type { Session } from '../session/sessions.ts';
import type { Moment, Snapshots } from '../session/snapshots.ts';
import { isNumericType, T, typeOf } from '../value/types.ts';
import { type ApiParameters, checkSameApi, checkStrict, readApiParameters } from './api-version.ts';
import type { Client, Command, ServerState } from './command.ts';
import { Fields } from './fields.ts';
import { type ReadConcern, readReadConcern } from './read-concern.ts';
import { checkReadPreference } from './read-preference.ts';
import { readWriteConcern, type WriteConcern } from './write-concern.ts';

/** What a command says about its session, transaction and time limit. */
export type Operation = {
  readonly session?: Session;
  readonly txnNumber?: bigint;
  /** Runs in, starts or ends a multi-document transaction. */
  readonly inTransaction: boolean;
  readonly starts: boolean;
  readonly maxTimeMs?: number;
  readonly readConcern: ReadConcern;
  readonly writeConcern: WriteConcern;
  readonly api: ApiParameters;
};

/** Reads and checks the general fields of a command. Throws InvalidOptions and its kin as MongoDB does. */
export function readOperation(fields: Fields, from: { command: Command; server: ServerState; client: Client }): Operation {
  const { command, server, client } = from;
  const api = readApiParameters(fields);
  if (api.strict) checkStrict(fields, command.name);
  const lsid = readLsid(fields);
  const txnNumber = fields.long('txnNumber');
  const autocommit = fields.flag('autocommit');
  const start = fields.flag('startTransaction');
  if (txnNumber !== undefined && lsid === undefined) invalid('Transaction number requires a session ID to also be specified');
  if (autocommit !== undefined && txnNumber === undefined) invalid("'autocommit' field requires a transaction number to also be specified");
  if (start !== undefined && autocommit === undefined) invalid("'startTransaction' field requires 'autocommit' field to also be specified");
  if (autocommit === true) invalid('Specifying autocommit=true is not allowed.');
  if (start === false) invalid('Specifying startTransaction=false is not allowed.');
  const inTransaction = autocommit === false;
  if (inTransaction) refuseInTransaction(fields, command);
  else if (txnNumber !== undefined && !command.retryable) {
    throw new MongoError(
      'NotARetryableWriteCommand',
      `txnNumber may only be provided for multi-document transactions and retryable write commands. autocommit:false was not provided, and ${command.name} is not a retryable write command.`,
    );
  }
  const standing = !inTransaction ? 'alone' : start ? 'starts' : 'continues';
  const { name, readLevels = ['local'], writes = false, takesWriteConcern = false } = command;
  const readConcern = readReadConcern(fields, { name, levels: readLevels, standing, clusterTime: server.clusterTime });
  checkReadPreference(fields);
  const writeConcern = readWriteConcern(fields, writes || takesWriteConcern);
  const session = lsid === undefined ? undefined : server.sessions.use(lsid, client);
  return { session, txnNumber, inTransaction, starts: start === true, maxTimeMs: readMaxTime(fields), readConcern, writeConcern, api };
}

/** What a command runs in. */
export type Entered = { readonly context: OperationContext /** Present when it reads one moment. */; readonly moment?: Moment };

/** Moves the session on and answers what the engine needs to know. Call it when it is the command's turn in its session. */
export function enterOperation(
  operation: Operation,
  from: { command: Command; server: ServerState; fields: Fields; signal: AbortSignal },
): Entered {
  const { command, server, fields, signal } = from;
  const { session, txnNumber, maxTimeMs, api } = operation;
  const limits = { deadline: maxTimeMs ? server.now() + maxTimeMs : undefined, signal };
  if (!session || txnNumber === undefined) return atMoment(operation.readConcern, limits, server.snapshots);
  if (!operation.inTransaction) {
    noteRetryable(server.sessions, session, txnNumber);
    return { context: { ...limits, retry: { lsid: session.lsid, txnNumber, stmtId: fields.number('stmtId') ?? 0 } } };
  }
  if (operation.starts) startTransaction(server.engine, server.sessions, { session, txnNumber, api: api.shown });
  else if (command.transaction !== 'ends') continueTransaction(session, txnNumber);
  if (session.state.kind !== 'transaction') return { context: limits };
  checkSameApi(command.name, api, { shown: session.state.api, of: "the transaction's first command" });
  return { context: { ...limits, transaction: session.state.transaction } };
}

function atMoment({ level, atClusterTime }: ReadConcern, limits: OperationContext, snapshots: Snapshots): Entered {
  if (level !== 'snapshot') return { context: limits };
  const moment = atClusterTime ? snapshots.at(atClusterTime) : snapshots.take();
  return { context: { ...limits, snapshot: moment.snapshot }, moment };
}

const lsidFields = new Set(['id', 'uid', 'txnNumber', 'txnUUID']);

/** A session id in hex. */
export function readLsid(fields: Fields): string | undefined {
  const document = fields.document('lsid');
  if (!document) return undefined;
  const lsid = new Fields(document, 'OperationSessionInfo.lsid');
  lsid.allow(lsidFields);
  return lsidOf(lsid);
}

/** The id of `{ id: UUID }` in hex. */
export function lsidOf(fields: Fields): string {
  const id = fields.required('id', fields.raw('id'));
  if (id.type !== bsonType.binary) throw fields.wrongType('id', id.type, 'binData');
  return Buffer.from(id.bytes.subarray(id.start + 5, id.end)).toString('hex');
}

function refuseInTransaction(fields: Fields, command: Command): void {
  if ((command.transaction ?? 'no') === 'no') {
    const hint =
      command.name === 'count' ? ' Please see http://dochub.mongodb.org/core/transaction-count for a recommended alternative.' : '';
    throw new MongoError('OperationNotSupportedInTransaction', `Cannot run '${command.name}' in a multi-document transaction.${hint}`);
  }
  if (command.transaction !== 'ends' && fields.has('writeConcern'))
    invalid('writeConcern is not allowed within a multi-statement transaction');
}

function readMaxTime(fields: Fields): number | undefined {
  const value = fields.value('maxTimeMS');
  if (value === undefined) return undefined;
  const time = Number(String(value));
  if (!isNumericType(typeOf(value)) || Number.isNaN(time)) throw new MongoError('BadValue', 'maxTimeMS must be a number');
  if (!Number.isInteger(time) && typeOf(value) !== T.decimal) throw new MongoError('BadValue', 'maxTimeMS has non-integral value');
  if (time < 0 || time > 2_147_483_647) throw new MongoError('BadValue', `${time} value for maxTimeMS is out of range`);
  return time === 0 ? undefined : time;
}

function invalid(message: string): never {
  throw new MongoError('InvalidOptions', message);
}
