import { bsonType } from '../bson/types.ts';
import type { Hint } from '../engine/types.ts';
import { MongoError } from '../errors.ts';
import { parseVariables } from '../expression/parse-variables.ts';
import { parseProjection } from '../projection/parse-projection.ts';
import type { Projection } from '../projection/types.ts';
import { compileFilter } from '../query/compile-filter.ts';
import { parseFilter } from '../query/parse-filter.ts';
import { parseSort, wholeDirection } from '../query/sort.ts';
import type { Filter, SortField } from '../query/types.ts';
import { readDoc } from '../value/read.ts';
import { showDoc } from '../value/show.ts';
import type { Value, Variables } from '../value/value.ts';
import type { ServerState } from './command.ts';
import type { Fields } from './fields.ts';
import { readPattern } from './key-pattern.ts';

/** An empty document in BSON. */
export const emptyDocument: Uint8Array = Uint8Array.of(5, 0, 0, 0, 0);

/** The variables that expressions may use: `let` and the two times. */
export function readVariables(fields: Fields, { now, clusterTime }: Pick<ServerState, 'now' | 'clusterTime'>): Variables {
  const times = new Map<string, Value>([
    ['NOW', new Date(now())],
    ['CLUSTER_TIME', clusterTime.time],
  ]);
  return parseVariables(fields.document('let'), times);
}

/** The filter in field `name`; absent = everything. */
export function readFilter(fields: Fields, name: string, variables: Variables): Filter {
  return parseFilter(fields.document(name) ?? emptyDocument, { variables });
}

/** The projection in field `name`, which may take the array element that `filter` finds; absent or empty = whole documents. */
export function readProjection(
  fields: Fields,
  name: string,
  { filter, variables }: { filter: Filter; variables: Variables },
): Projection['apply'] | undefined {
  const raw = fields.document(name);
  return raw && raw.length > 5 ? parseProjection(raw, { variables, filter: compileFilter(filter) }).apply : undefined;
}

/** The sort in field `name`; `{ $natural: … }` comes as a hint instead. */
export function readSort(fields: Fields, name = 'sort'): { sort?: readonly SortField[]; hint?: Hint } {
  const raw = fields.document(name);
  if (!raw || raw.length <= 5) return {};
  const natural = readNatural(raw, 'sort');
  return natural ? { hint: natural } : { sort: parseSort(raw) };
}

/** The hint in field `hint`: an index name, a key pattern or `$natural`. */
export function readHint(fields: Fields): Hint | undefined {
  if (!fields.has('hint')) return undefined;
  const type = fields.raw('hint')?.type;
  if (type === bsonType.string) return fields.text('hint');
  if (type !== bsonType.object) throw new MongoError('FailedToParse', 'Hint must be a string or an object');
  const raw = fields.document('hint');
  if (!raw || raw.length <= 5) return undefined;
  return readNatural(raw, 'hint') ?? readPattern(raw);
}

function readNatural(raw: Uint8Array, what: 'sort' | 'hint'): { natural: 1 | -1 } | undefined {
  const pattern = readDoc(raw);
  const direction = pattern.get('$natural');
  if (direction === undefined) return undefined;
  if (pattern.size > 1) throw new MongoError('BadValue', `Cannot include '$natural' in compound ${what}: ${showDoc(pattern)}`);
  return { natural: wholeDirection(direction) < 0 ? -1 : 1 };
}
