import { bsonType } from '../bson/types.ts';
import type { OperationContext } from '../engine/types.ts';
import { MongoError } from '../errors.ts';
import { continueTransaction, noteRetryable, startTransaction } from '../session/numbers.ts';
import type { Session } from '../session/sessions.ts';
import type { Client, Command, ServerState } from './command.ts';
import { Fields } from './fields.ts';

/** What a command says about its session, transaction and time limit. */
export type Operation = {
  readonly session?: Session;
  readonly txnNumber?: bigint;
  /** Runs in, starts or ends a multi-document transaction. */
  readonly inTransaction: boolean;
  readonly starts: boolean;
  readonly maxTimeMs?: number;
};

/** Reads and checks the general fields of a command. Throws InvalidOptions and its kin as MongoDB does. */
export function readOperation(fields: Fields, from: { command: Command; server: ServerState; client: Client }): Operation {
  const { command, server, client } = from;
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
  checkConcerns(fields, inTransaction && start !== true);
  const session = lsid === undefined ? undefined : server.sessions.use(lsid, client);
  return { session, txnNumber, inTransaction, starts: start === true, maxTimeMs: readMaxTime(fields) };
}

/** Moves the session on and answers what the engine needs to know. Call it when it is the command's turn in its session. */
export function enterOperation(
  operation: Operation,
  from: { command: Command; server: ServerState; fields: Fields; signal: AbortSignal },
): OperationContext {
  const { command, server, fields, signal } = from;
  const { session, txnNumber, maxTimeMs } = operation;
  const deadline = maxTimeMs ? server.now() + maxTimeMs : undefined;
  if (!session || txnNumber === undefined) return { deadline, signal };
  if (!operation.inTransaction) {
    noteRetryable(server.sessions, session, txnNumber);
    return { deadline, signal, retry: { lsid: session.lsid, txnNumber, stmtId: fields.number('stmtId') ?? 0 } };
  }
  if (operation.starts) startTransaction(server.engine, server.sessions, { session, txnNumber });
  else if (command.transaction !== 'ends') continueTransaction(session, txnNumber);
  return { deadline, signal, transaction: session.state.kind === 'transaction' ? session.state.transaction : undefined };
}

/** A session id in hex. */
export function readLsid(fields: Fields): string | undefined {
  const document = fields.document('lsid');
  return document && lsidOf(new Fields(document, 'OperationSessionInfo.lsid'));
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

const levels = new Set(['local', 'available', 'majority', 'linearizable', 'snapshot']);

function checkConcerns(fields: Fields, continues: boolean): void {
  const readConcern = fields.document('readConcern');
  if (!readConcern) return;
  const concern = new Fields(readConcern, 'readConcern');
  concern.allow(new Set(['level', 'afterClusterTime', 'atClusterTime', 'provenance']));
  const level = concern.text('level');
  if (level !== undefined && !levels.has(level)) {
    throw new MongoError(
      'FailedToParse',
      "readConcern.level must be either 'local', 'majority', 'linearizable', 'available', or 'snapshot'",
    );
  }
  if (continues && level !== undefined) invalid('Only the first command in a transaction may specify a readConcern');
  if (level === 'snapshot' && fields.raw('autocommit') === undefined)
    invalid('readConcern level snapshot is supported in transactions only');
  if (concern.has('atClusterTime')) invalid('readConcern.atClusterTime is not supported');
}

function readMaxTime(fields: Fields): number | undefined {
  const value = fields.value('maxTimeMS');
  if (value === undefined || value === null) return undefined;
  const time = Number(String(value));
  if (typeof value === 'string' || typeof value === 'boolean' || Number.isNaN(time))
    throw new MongoError('BadValue', 'maxTimeMS must be a number');
  if (time < 0 || time > 2_147_483_647) throw new MongoError('BadValue', `${time} value for maxTimeMS is out of range`);
  return time === 0 ? undefined : time;
}

function invalid(message: string): never {
  throw new MongoError('InvalidOptions', message);
}
