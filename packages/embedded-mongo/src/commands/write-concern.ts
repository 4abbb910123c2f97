import { MongoError } from '../errors.ts';
import { isNumericType, typeName, typeOf } from '../value/types.ts';
import type { Value } from '../value/value.ts';
import type { Reply } from '../wire/reply.ts';
import { Fields } from './fields.ts';

/** How a write wants to be acknowledged. */
export type WriteConcern = {
  /** False for `w: 0`: the client does not look at the answer. */
  readonly acknowledged: boolean;
  /** What a set of one node cannot fulfil; the answer says so after the write. */
  readonly error?: Reply;
};

/** What a command without a write concern asks for. */
const usual: WriteConcern = { acknowledged: true };

const known = new Set(['w', 'j', 'wtimeout', 'fsync', 'provenance', 'getLastError', 'wElectionId', 'wOpTime']);

/** Reads a command's write concern. Throws InvalidOptions for a command that takes none, and what MongoDB throws for a malformed one. */
export function readWriteConcern(fields: Fields, taken: boolean): WriteConcern {
  if (!fields.has('writeConcern')) return usual;
  if (!taken) throw new MongoError('InvalidOptions', 'Command does not support writeConcern');
  const raw = fields.document('writeConcern');
  if (!raw) throw new MongoError('TypeMismatch', '"writeConcern" had the wrong type. Expected object, found null');
  const concern = new Fields(raw, 'WriteConcernOptions');
  concern.allow(known);
  const j = concern.flag('j', true) ?? false;
  const fsync = concern.flag('fsync', true) ?? false;
  if (j && fsync) throw new MongoError('FailedToParse', 'fsync and j options cannot be used together');
  const w = concern.value('w');
  if (w === undefined) return usual;
  return { acknowledged: w !== 0 || j || fsync, error: unsatisfied(w, concern.number('wtimeout') ?? 0) };
}

function unsatisfied(w: Value, wtimeout: number): Reply | undefined {
  const refused = (code: number, codeName: string, errmsg: string): Reply => ({
    code,
    codeName,
    errmsg,
    errInfo: { writeConcern: { w, wtimeout, provenance: 'clientSupplied' } },
  });
  if (w === 'majority') return undefined;
  if (typeof w === 'string') {
    return refused(79, 'UnknownReplWriteConcern', `No write concern mode named '${w}' found in replica set configuration`);
  }
  if (w instanceof Map) return refused(4, 'NoSuchKey', `No replica set tag key ${w.keys().next().value} in config`);
  return toNodes(w) <= 1 ? undefined : refused(100, 'UnsatisfiableWriteConcern', 'Not enough data-bearing nodes');
}

function toNodes(w: Value): number {
  const type = typeOf(w);
  if (!isNumericType(type)) throw new MongoError('FailedToParse', `w has to be a number, string, or object; found: ${typeName(type)}`);
  const nodes = Number(String(w));
  if (nodes >= 0 && nodes <= 50) return Math.trunc(nodes);
  throw new MongoError('FailedToParse', `w has to be a non-negative number and not greater than 50; found: ${w}`);
}
