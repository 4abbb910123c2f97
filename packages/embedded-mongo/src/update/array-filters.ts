import { type CodeName, MongoError } from '../errors.ts';
import { compileFilter } from '../query/compile-filter.ts';
import { parseFilterDoc } from '../query/parse-filter.ts';
import type { Filter } from '../query/types.ts';
import { readDoc } from '../value/read.ts';
import { showDoc } from '../value/show.ts';
import type { Doc, Value, Variables } from '../value/value.ts';
import { writeDoc } from '../value/write.ts';
import type { Target } from './parse-operators.ts';

/** Array filters by their identifier: does an element pass? */
export type ArrayFilters = ReadonlyMap<string, (element: Value) => boolean>;

/** Reads `arrayFilters`. Throws FailedToParse or BadValue. */
export function parseArrayFilters(raws: readonly Uint8Array[], variables: Variables): ArrayFilters {
  const filters = new Map<string, (element: Value) => boolean>();
  for (const raw of raws) {
    const doc = readDoc(raw);
    refuseWhole(doc);
    const id = identifierOf(doc);
    if (filters.has(id)) throw new MongoError('FailedToParse', `Found multiple array filters with the same top-level field name ${id}`);
    const { matches } = compileFilter(parseCondition(doc, variables));
    filters.set(id, (element) => matches(writeDoc(new Map([[id, element]]))));
  }
  return filters;
}

/** Operators of whole documents, which an element is not. */
const whole = new Map<string, CodeName>([
  ['$expr', 'QueryFeatureNotAllowed'],
  ['$jsonSchema', 'QueryFeatureNotAllowed'],
  ['$text', 'BadValue'],
  ['$where', 'BadValue'],
]);

function refuseWhole(doc: Doc): void {
  for (const [name, value] of doc) {
    const code = whole.get(name);
    if (code) throw new MongoError(code, `Error parsing array filter :: caused by :: ${name} is not allowed in this context`);
    if (!name.startsWith('$') || !Array.isArray(value)) continue;
    for (const branch of value) if (branch instanceof Map) refuseWhole(branch);
  }
}

function parseCondition(doc: Doc, variables: Variables): Filter {
  try {
    return parseFilterDoc(doc, { variables, top: false });
  } catch (error) {
    if (!(error instanceof MongoError)) throw error;
    throw new MongoError(error.code, `Error parsing array filter :: caused by :: ${error.message}`, error.extra);
  }
}

function identifierOf(doc: Doc): string {
  const names = [...new Set(topNames(doc))];
  const [id, other] = names;
  if (id === undefined) {
    throw new MongoError('FailedToParse', `Cannot use an expression without a top-level field name in arrayFilters`);
  }
  if (other !== undefined) {
    throw new MongoError(
      'FailedToParse',
      `Error parsing array filter :: caused by :: Expected a single top-level field name, found '${id}' and '${other}'`,
    );
  }
  if (!/^[a-z][a-zA-Z0-9]*$/.test(id)) {
    throw new MongoError(
      'BadValue',
      `Error parsing array filter :: caused by :: The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${id}'`,
    );
  }
  return id;
}

function topNames(doc: Doc): string[] {
  return [...doc].flatMap(([name, value]) => {
    if (!name.startsWith('$')) return isNever(value) ? [] : [name.split('.')[0] as string];
    if (!Array.isArray(value)) return [];
    return value.flatMap((branch) => (branch instanceof Map ? topNames(branch) : []));
  });
}

/** MongoDB forgets the path of a condition that nothing can fulfil. */
function isNever(condition: Value): boolean {
  const all = condition instanceof Map && condition.size === 1 ? condition.get('$all') : undefined;
  return Array.isArray(all) && all.length === 0;
}

/** Refuses a filter that no path of the update names. */
export function checkUnused(filters: ArrayFilters, targets: readonly Target[], document: Doc): void {
  const used = new Set(targets.flatMap(({ steps }) => steps));
  for (const id of filters.keys()) {
    if (!used.has(`$[${id}]`)) {
      throw new MongoError('FailedToParse', `The array filter for identifier '${id}' was not used in the update ${showDoc(document)}`);
    }
  }
}
