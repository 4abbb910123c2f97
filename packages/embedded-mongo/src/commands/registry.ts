import { logout, saslContinue, saslStart } from './authenticate.ts';
import { collMod } from './coll-mod.ts';
import { create, drop, dropDatabase, listCollections, listDatabases, renameCollection } from './collections.ts';
import type { Command } from './command.ts';
import { count } from './count.ts';
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
  profile,
  whatsMyUri,
} from './diagnostics.ts';
import { distinct } from './distinct.ts';
import { explain, explainableAggregate } from './explain.ts';
import { find } from './find.ts';
import { findAndModify } from './find-and-modify.ts';
import { hello } from './hello.ts';
import { createIndexes, dropIndexes, listIndexes } from './indexes.ts';
import { insert } from './insert.ts';
import { replSetGetStatus } from './replica-set.ts';
import { abortTransaction, commitTransaction, endSessions, killSessions, refreshSessions, startSession } from './sessions.ts';
import { collStats, dataSize, dbStats, serverStatus } from './statistics.ts';
import { update } from './update.ts';
import { validate } from './validate.ts';

const all: readonly Command[] = [
  insert,
  update,
  deleteDocuments,
  findAndModify,
  find,
  getMore,
  killCursors,
  explainableAggregate,
  count,
  distinct,
  create,
  drop,
  dropDatabase,
  renameCollection,
  listCollections,
  listDatabases,
  createIndexes,
  dropIndexes,
  listIndexes,
  collMod,
  validate,
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
  ping,
  buildInfo,
  connectionStatus,
  whatsMyUri,
  hostInfo,
  getCmdLineOpts,
  getParameter,
  getLog,
  getFreeMonitoringStatus,
  profile,
  fsync,
  replSetGetStatus,
  collStats,
  dataSize,
  dbStats,
  serverStatus,
];

/** Every command by each of its names. */
export const commands: ReadonlyMap<string, Command> = new Map(
  all.flatMap((command) => [command.name, ...(command.aliases ?? [])].map((name) => [name, command] as const)),
);
