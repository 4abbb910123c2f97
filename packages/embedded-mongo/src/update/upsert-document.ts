import { ObjectId } from 'bson';
import { MongoError } from '../errors.ts';
import type { ComparisonFilter, Filter } from '../query/types.ts';
import type { Doc, Value } from '../value/value.ts';

/** The document that a filter's equalities describe; only the path `only` when it is given. Throws 54 where two of them contradict. */
export function documentFromFilter(filter: Filter, only?: string): Doc {
  const equalities = new Map<string, Value>();
  for (const { path, value } of equalitiesOf(filter)) {
    if (only !== undefined && path !== only) continue;
    if (equalities.has(path)) {
      throw new MongoError('NotSingleValueField', `cannot infer query fields to set, path '${path}' is matched twice`);
    }
    equalities.set(path, value.value);
  }
  const doc: Doc = new Map();
  const paths = [...equalities.keys()].sort();
  for (const path of paths) {
    const parent = paths.find((other) => path.startsWith(`${other}.`));
    if (parent !== undefined) {
      throw new MongoError('NotSingleValueField', `cannot infer query fields to set, both paths '${path}' and '${parent}' are matched`);
    }
    place(doc, path.split('.'), equalities.get(path));
  }
  return doc;
}

function equalitiesOf(filter: Filter): ComparisonFilter[] {
  switch (filter.op) {
    case 'eq':
      return [filter];
    case 'and':
      return filter.filters.flatMap(equalitiesOf);
    case 'or':
      return filter.filters.length === 1 ? filter.filters.flatMap(equalitiesOf) : [];
    case 'in': {
      const [value] = filter.values;
      return value && filter.values.length === 1 && filter.regexes.length === 0 ? [{ op: 'eq', path: filter.path, value }] : [];
    }
    default:
      return [];
  }
}

function place(doc: Doc, steps: readonly string[], value: Value): void {
  let at = doc;
  for (const step of steps.slice(0, -1)) {
    const next = at.get(step);
    const inner: Doc = next instanceof Map ? next : new Map();
    at.set(step, inner);
    at = inner;
  }
  at.set(steps.at(-1) as string, value);
}

/** What a filter says that the `_id` of a replacement is. Throws NotExactValueField for a part of it. */
export function idFromFilter(filter: Filter): Value {
  const part = equalitiesOf(filter).find(({ path }) => path.startsWith('_id.'));
  if (part) throw new MongoError('NotExactValueField', `field at '_id' must be exactly specified, field at sub-path '${part.path}'found`);
  return documentFromFilter(filter, '_id').get('_id');
}

/** Throws what MongoDB throws where a replacement or a pipeline made an array the `_id` of a new document. */
export function refuseArrayId(doc: Doc): Doc {
  if (!Array.isArray(doc.get('_id'))) return doc;
  throw new MongoError(
    'NotSingleValueField',
    "After applying the update to the document, the (immutable) field '_id' was found to be an array or array descendant.",
  );
}

/** The document with `_id` in front, a new ObjectId when it has none. */
export function withId(doc: Doc): Doc {
  if (doc.keys().next().value === '_id') return doc;
  return new Map<string, Value>([
    ['_id', doc.has('_id') ? doc.get('_id') : new ObjectId()],
    ...[...doc].filter(([name]) => name !== '_id'),
  ]);
}
