import type { Engine, Namespace, OperationContext } from '../engine/types.ts';
import { type CodeName, MongoError } from '../errors.ts';
import type { ClusterTime } from '../session/cluster-time.ts';
import type { Cursors } from '../session/cursors.ts';
import type { Session, Sessions } from '../session/sessions.ts';
import type { Moment, Snapshots } from '../session/snapshots.ts';
import { typeName, typeOf } from '../value/types.ts';
import type { Authentication } from '../wire/authentication.ts';
import type { Reply } from '../wire/reply.ts';
import type { ApiParameters } from './api-version.ts';
import type { RunningOperation } from './current-op.ts';
import type { Fields } from './fields.ts';
import type { ReadLevel } from './read-concern.ts';

/** What all connections share. */
export type ServerState = {
  readonly engine: Engine;
  readonly cursors: Cursors;
  readonly sessions: Sessions;
  readonly clusterTime: ClusterTime;
  readonly snapshots: Snapshots;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly startedAt: number;
  readonly folder: string;
  /** Number of connections that are open now, and that ever were. */
  readonly connections: { current: number; total: number };
  readonly counters: Map<string, number>;
  readonly operations: Set<RunningOperation>;
  /** What `profile` sets and shows. */
  readonly profiling: { slowMs: number; sampleRate: number };
};

/** One connection as commands see it. */
export type Client = {
  readonly id: number;
  /** How this client reaches the server: the host that `hello` names. */
  readonly host: string;
  /** The other end, as `whatsmyuri` tells it. */
  readonly peer: string;
  readonly authentication: Authentication;
};

/** One command that is being carried out. */
export type Call = {
  /** The command's registered name. */
  readonly name: string;
  readonly db: string;
  readonly fields: Fields;
  readonly server: ServerState;
  readonly client: Client;
  readonly session?: Session;
  /** The number of the transaction or retryable write. */
  readonly txnNumber?: bigint;
  readonly context: OperationContext;
  /** Present when it reads one moment (read concern `snapshot`). */
  readonly moment?: Moment;
  readonly api: ApiParameters;
  /** Asked by OP_QUERY. */
  readonly legacy: boolean;
};

/** How a command may take part in transactions: `yes`, `no`, or `ends` (commit and abort). */
export type TransactionRole = 'yes' | 'no' | 'ends';

/** One command of the protocol. */
export type Command = {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** What errors call its request; default the name. */
  readonly where?: string;
  /** The fields that it knows besides its own name and the general ones; any other is refused. `any`: a handshake that later drivers extend, or names of things. */
  readonly fields: readonly string[] | 'any';
  /** Default `no`. */
  readonly transaction?: TransactionRole;
  /** May carry a `txnNumber` outside transactions. */
  readonly retryable?: boolean;
  /** Changes data: moves the cluster time, and takes a write concern. */
  readonly writes?: boolean;
  /** Takes a write concern though it changes nothing itself. */
  readonly takesWriteConcern?: boolean;
  /** What it answers to a client that does not want to know (`w: 0`). Default: all. */
  readonly unacknowledged?: Reply;
  /** The read concern levels that it takes outside transactions. Default: `local`. */
  readonly readLevels?: readonly ReadLevel[];
  readonly adminOnly?: boolean;
  /** May be used before signing in. */
  readonly open?: boolean;
  readonly run: (call: Call) => Reply | Promise<Reply>;
};

/** The namespace that a command's first field names. Throws InvalidNamespace, also for a name that a collection cannot have. */
export function namespaceOf(call: Call, wrongType: CodeName = 'BadValue'): Namespace {
  const namespace = looseNamespaceOf(call, wrongType);
  if (namespace.coll.includes('$')) throw new MongoError('InvalidNamespace', `Invalid collection name: ${namespace.coll}`);
  return namespace;
}

/** The same for a command that does not mind when there can be no such collection. */
export function looseNamespaceOf({ fields, db }: Call, wrongType: CodeName = 'BadValue'): Namespace {
  const [field = ''] = fields.names;
  const name = fields.value(field);
  if (typeof name !== 'string') throw new MongoError(wrongType, `collection name has invalid type ${typeName(typeOf(name))}`);
  return checkedNamespace(db, name);
}

/** A namespace with a name that MongoDB can read. Throws InvalidNamespace. */
export function checkedNamespace(db: string, coll: string): Namespace {
  if (coll === '') throw new MongoError('InvalidNamespace', `Invalid namespace specified '${db}.'`);
  if (coll.startsWith('.')) throw new MongoError('InvalidNamespace', `Collection names cannot start with '.': ${coll}`);
  if (coll.includes('\u0000')) throw new MongoError('InvalidNamespace', 'namespaces cannot have embedded null characters');
  if (db.length + coll.length > 254)
    throw new MongoError('InvalidNamespace', `Fully qualified namespace is too long. Namespace: ${db}.${coll} Max: 255`);
  return { db, coll };
}

/** `db.collection` as replies and errors show it. */
export function nameOf(namespace: Namespace): string {
  return `${namespace.db}.${namespace.coll}`;
}
