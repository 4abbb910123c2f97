import { aggregate } from './aggregate.ts';
import { getNonce, logout, saslContinue, saslStart } from './authenticate.ts';
import { collMod } from './coll-mod.ts';
import { drop, dropDatabase, listCollections, listDatabases, renameCollection } from './collections.ts';
import type { Command } from './command.ts';
import { count } from './count.ts';
import { create } from './create.ts';
import { currentOp } from './current-op.ts';
import { getMore, killCursors } from './cursors.ts';
import { deleteDocuments } from './delete.ts';
import {
  buildInfo,
  connectionStatus,
  fsync,
  getCmdLineOpts,
  getFreeMonitoringStatus,
  getLog,
  getParameter,
  hostInfo,
  ping,
  whatsMyUri,
} from './diagnostics.ts';
import { distinct } from './distinct.ts';
import { explain } from './explain.ts';
import { fileMd5 } from './file-md5.ts';
import { find } from './find.ts';
import { findAndModify } from './find-and-modify.ts';
import { hello } from './hello.ts';
import { createIndexes, dropIndexes, listIndexes } from './indexes.ts';
import { insert } from './insert.ts';
import { profile } from './profile.ts';
import { replSetGetConfig, replSetGetStatus, replSetInitiate } from './replica-set.ts';
import { abortTransaction, commitTransaction, endSessions, killSessions, refreshSessions, startSession } from './sessions.ts';
import { collStats, dataSize, dbStats, serverStatus } from './statistics.ts';
import { update } from './update.ts';
import { dropAllUsersFromDatabase, usersInfo } from './users.ts';
import { validate } from './validate.ts';

const all: readonly Command[] = [
  insert,
  update,
  deleteDocuments,
  findAndModify,
  find,
  getMore,
  killCursors,
  aggregate,
  count,
  distinct,
  create,
  collMod,
  drop,
  dropDatabase,
  renameCollection,
  listCollections,
  listDatabases,
  createIndexes,
  dropIndexes,
  listIndexes,
  explain,
  commitTransaction,
  abortTransaction,
  startSession,
  endSessions,
  refreshSessions,
  killSessions,
  hello,
  saslStart,
  saslContinue,
  logout,
  getNonce,
  usersInfo,
  dropAllUsersFromDatabase,
  ping,
  buildInfo,
  connectionStatus,
  whatsMyUri,
  hostInfo,
  getCmdLineOpts,
  getParameter,
  getLog,
  getFreeMonitoringStatus,
  collStats,
  dataSize,
  dbStats,
  serverStatus,
  fsync,
  currentOp,
  validate,
  profile,
  fileMd5,
  replSetGetStatus,
  replSetGetConfig,
  replSetInitiate,
];

/** Every command by each of its names. */
export const commands: ReadonlyMap<string, Command> = new Map(
  all.flatMap((command) => [command.name, ...(command.aliases ?? [])].map((name) => [name, command] as const)),
);
