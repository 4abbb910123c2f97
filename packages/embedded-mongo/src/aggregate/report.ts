import { MongoError } from '../errors.ts';
import { typeName, typeOf } from '../value/types.ts';
import type { Doc, Value } from '../value/value.ts';
import { inBatches, type Stage, type StageParser } from './stage.ts';
import type { Place } from './types.ts';

/** A stage that reports on the server. */
type ReportKind = {
  readonly place: Place;
  /** The options that it takes. */
  readonly options: readonly string[];
  /** Refuses what the argument has wrong, before its options are looked at. */
  readonly check?: (argument: Value) => void;
  readonly unknown?: (option: string) => MongoError;
};

const kinds = new Map<string, ReportKind>([
  ['$indexStats', { place: 'collection', options: [], check: (argument) => empty('$indexStats', 28803, argument) }],
  ['$planCacheStats', { place: 'collection', options: ['allHosts'] }],
  ['$collStats', { place: 'collection', options: ['count', 'storageStats', 'latencyStats', 'queryExecStats'] }],
  ['$listLocalSessions', { place: 'database', options: ['users', 'allUsers'] }],
  ['$listSessions', { place: 'sessions', options: ['users', 'allUsers'] }],
  [
    '$currentOp',
    {
      place: 'admin',
      options: ['allUsers', 'idleConnections', 'idleSessions', 'idleCursors', 'localOps', 'truncateOps', 'backtrace'],
      unknown: (option) => new MongoError('FailedToParse', `Unrecognized option '${option}' in $currentOp stage.`),
    },
  ],
]);

/** The stages that report, by name. */
export const reportStages: ReadonlyArray<readonly [string, StageParser]> = Array.from(kinds, ([name, kind]) => [
  name,
  (argument) => reportStage(name, kind, argument),
]);

function reportStage(name: string, { place, options, check, unknown }: ReportKind, argument: Value): Stage {
  check?.(argument);
  if (!(argument instanceof Map)) {
    throw new MongoError('TypeMismatch', `${name} must take a nested object but found: ${typeName(typeOf(argument))}`);
  }
  const wrong = [...argument.keys()].find((option) => !options.includes(option));
  if (wrong !== undefined) throw unknown?.(wrong) ?? new MongoError(40415, `BSON field '${name}.${wrong}' is an unknown field.`);
  const asked: Doc = argument;
  return {
    name,
    reads: [],
    replaces: true,
    sourceless: place,
    run: async function* (_docs, context) {
      if (!context.report) throw new MongoError('InvalidNamespace', `${name} cannot be run here`);
      yield* inBatches(await context.report(name, asked, context.collection));
    },
  };
}

function empty(name: string, code: number, argument: Value): void {
  if (!(argument instanceof Map) || argument.size > 0)
    throw new MongoError(code, `The ${name} stage specification must be an empty object`);
}
