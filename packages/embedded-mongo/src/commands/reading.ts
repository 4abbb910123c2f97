import { bsonType } from '../bson/types.ts';
import type { Hint } from '../engine/types.ts';
import { MongoError } from '../errors.ts';
import { parseVariables } from '../expression/parse-variables.ts';
import { parseProjection } from '../projection/parse-projection.ts';
import type { Projection } from '../projection/types.ts';
import { compileFilter } from '../query/compile-filter.ts';
import { parseFilter } from '../query/parse-filter.ts';
import { parseSort } from '../query/sort.ts';
import type { Filter, SortField } from '../query/types.ts';
import { readDoc } from '../value/read.ts';
import { showDoc } from '../value/show.ts';
import { typeName, typeOf } from '../value/types.ts';
import type { Value, Variables } from '../value/value.ts';
import type { ServerState } from './command.ts';
import type { Fields } from './fields.ts';

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
  const natural = readNatural(raw);
  if (!natural) return { sort: parseSort(raw) };
  if (!['1', '-1'].includes(String(readDoc(raw).get('$natural'))))
    throw new MongoError('BadValue', '$natural sort cannot be set to a value other than -1 or 1.');
  return { hint: natural };
}

/** The hint in field `hint`: an index name, a key pattern or `$natural`. */
export function readHint(fields: Fields): Hint | undefined {
  const value = fields.raw('hint');
  if (!value) return undefined;
  if (value.type === bsonType.string) return fields.text('hint');
  const raw = fields.document('hint');
  if (!raw || raw.length <= 5) return undefined;
  return readNatural(raw) ?? parseSort(raw);
}

/** Refuses a collation other than simple. */
export function refuseCollation(fields: Fields): void {
  const collation = fields.value('collation');
  if (collation === undefined || collation === null) return;
  const locale = collation instanceof Map ? collation.get('locale') : undefined;
  if (locale !== undefined && typeof locale !== 'string') {
    const type = typeName(typeOf(locale));
    throw new MongoError('TypeMismatch', `BSON field 'collation.locale' is the wrong type '${type}', expected type 'string'`);
  }
  if (collation instanceof Map && (collation.size === 0 || locale === 'simple')) return;
  throw new MongoError('InvalidOptions', `${fields.where}.collation: only the simple collation is supported`);
}

function readNatural(raw: Uint8Array): { natural: 1 | -1 } | undefined {
  const pattern = readDoc(raw);
  const direction = pattern.get('$natural');
  if (direction === undefined) return undefined;
  if (pattern.size > 1) throw new MongoError('BadValue', `Cannot include '$natural' in compound sort: ${showDoc(pattern)}`);
  return { natural: Number(String(direction)) < 0 ? -1 : 1 };
}
