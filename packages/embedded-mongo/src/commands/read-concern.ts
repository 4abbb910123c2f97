import { Timestamp } from 'bson';
import { bsonType } from '../bson/types.ts';
import { MongoError } from '../errors.ts';
import type { ClusterTime } from '../session/cluster-time.ts';
import { typeName, typeOf } from '../value/types.ts';
import { Fields } from './fields.ts';

/** The read concern levels. */
export type ReadLevel = 'local' | 'available' | 'majority' | 'linearizable' | 'snapshot';

/** What a command wants to see. All levels see the same here but `snapshot`, whose reads see one moment. */
export type ReadConcern = {
  readonly level?: ReadLevel;
  /** The moment that an earlier read was answered with. */
  readonly atClusterTime?: Timestamp;
};

/** Where a command stands: outside of transactions, its first command, or a later one. */
export type Standing = 'alone' | 'starts' | 'continues';

/** Every level, for a command that reads. */
export const allReadLevels: readonly ReadLevel[] = ['local', 'available', 'majority', 'linearizable', 'snapshot'];

const levels = new Set<string>(allReadLevels);
const causal = new Set<string | undefined>([undefined, 'local', 'majority', 'snapshot']);
const known = new Set(['level', 'afterClusterTime', 'atClusterTime', 'provenance', 'allowTransactionTableSnapshot']);

/** Reads and checks `readConcern`. Throws what MongoDB throws for one that is malformed or does not fit the command. */
export function readReadConcern(
  fields: Fields,
  from: { readonly name: string; readonly levels: readonly ReadLevel[]; readonly standing: Standing; readonly clusterTime: ClusterTime },
): ReadConcern {
  if (!fields.has('readConcern')) return {};
  const raw = fields.raw('readConcern')?.type === bsonType.object ? fields.document('readConcern') : undefined;
  if (!raw) throw new MongoError('FailedToParse', 'readConcern field should be an object');
  const concern = new Fields(raw, 'readConcern');
  const unknown = concern.names.find((name) => !known.has(name));
  if (unknown !== undefined) invalid(`Unrecognized option in readConcern: ${unknown}`);
  const level = readLevel(concern);
  // A client may know of a later time than a server that has just been started again: what it says moves the clock on.
  const gossip = fields.document('$clusterTime');
  if (gossip) from.clusterTime.advance(new Fields(gossip, '$clusterTime').value('clusterTime'));
  const after = readTime(concern, 'afterClusterTime', from.clusterTime);
  const at = readTime(concern, 'atClusterTime', from.clusterTime);
  if (after && at) {
    invalid(
      'Specifying a timestamp for readConcern snapshot in a causally consistent session is not allowed. See https://docs.mongodb.com/manual/core/read-isolation-consistency-recency/#causal-consistency',
    );
  }
  if (after && !causal.has(level)) invalid('afterClusterTime field can be set only if level is equal to majority, local, or snapshot');
  if (at && level !== 'snapshot') invalid('atClusterTime field can be set only if level is equal to snapshot');
  if (at && at.t === 0 && at.i === 0) invalid('atClusterTime cannot be a null timestamp');
  checkPlace({ level, after, at }, from);
  return { level, atClusterTime: at };
}

function checkPlace(
  { level, after, at }: { level: ReadLevel | undefined; after: Timestamp | undefined; at: Timestamp | undefined },
  from: { readonly name: string; readonly levels: readonly ReadLevel[]; readonly standing: Standing },
): void {
  if (from.standing === 'continues' && (level ?? after ?? at)) invalid('Only the first command in a transaction may specify a readConcern');
  if (from.standing === 'starts' && (level === 'available' || level === 'linearizable')) {
    invalid("The readConcern level must be either 'local' (default), 'majority' or 'snapshot' in order to run in a transaction");
  }
  if (from.standing !== 'alone' || level === undefined || from.levels.includes(level)) return;
  const which = from.levels.length > 1 ? `read concern ${level} not supported` : 'read concern not supported';
  const shown = `{ readConcern: { level: "${level}", provenance: "clientSupplied" } }`;
  invalid(`Command ${from.name} does not support ${shown} :: caused by :: ${which}`);
}

function readLevel(concern: Fields): ReadLevel | undefined {
  const level = concern.value('level');
  if (level === undefined) return undefined;
  if (typeof level !== 'string') throw wrongType('level', 'string', typeName(typeOf(level)));
  if (!levels.has(level)) {
    throw new MongoError(
      'FailedToParse',
      "readConcern.level must be either 'local', 'majority', 'linearizable', 'available', or 'snapshot'",
    );
  }
  return level as ReadLevel;
}

function readTime(concern: Fields, name: string, { time }: ClusterTime): Timestamp | undefined {
  const asked = concern.value(name);
  if (asked === undefined) return undefined;
  if (!(asked instanceof Timestamp)) throw wrongType(name, 'timestamp', typeName(typeOf(asked)));
  if (asked.greaterThan(time)) {
    const show = ({ t, i }: Timestamp) => `{ ts: Timestamp(${t}, ${i}) }`;
    invalid(
      `readConcern ${name} value must not be greater than the current clusterTime. Requested clusterTime: ${show(asked)}; current clusterTime: ${show(time)}`,
    );
  }
  return asked;
}

function wrongType(name: string, expected: string, found: string): MongoError {
  return new MongoError('TypeMismatch', `"${name}" had the wrong type. Expected ${expected}, found ${found}`);
}

function invalid(message: string): never {
  throw new MongoError('InvalidOptions', message);
}
