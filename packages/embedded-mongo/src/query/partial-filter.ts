import { MongoError } from '../errors.ts';
import { showValue } from '../value/show.ts';
import type { Filter } from './types.ts';

const allowed = new Set<Filter['op']>(['eq', 'gt', 'gte', 'lt', 'lte', 'in', 'exists', 'type', 'constant']);

/** Why a filter may not be the `partialFilterExpression` of an index, as MongoDB says it; undefined = it may. */
export function refusePartialFilter(filter: Filter): MongoError | undefined {
  const isBarred = filter.op === 'constant' && (filter.named || !filter.matches);
  if (allowed.has(filter.op) && !isBarred) return undefined;
  switch (filter.op) {
    case 'and':
    case 'or':
      return filter.filters.map(refusePartialFilter).find((refusal) => refusal !== undefined);
    case 'expr':
    case 'jsonSchema':
      return new MongoError('QueryFeatureNotAllowed', `$${filter.op} is not allowed in this context`);
    default:
      return new MongoError('CannotCreateIndex', `Expression not supported in partial index: ${showFilter(filter, '')}`);
  }
}

/** A filter as the tree that MongoDB's messages show. */
function showFilter(filter: Filter, indent: string): string {
  const inner = (filters: readonly Filter[]) => filters.map((one) => showFilter(one, `${indent}    `)).join('');
  switch (filter.op) {
    case 'and':
    case 'or':
    case 'nor':
      return `${indent}$${filter.op}\n${inner(filter.filters)}`;
    case 'not':
      return `${indent}$not\n${inner([filter.filter])}`;
    case 'elemMatchObject':
      return `${indent}${filter.path} $elemMatch (obj)\n${inner([filter.filter])}`;
    case 'elemMatchValue':
      return `${indent}${filter.path} $elemMatch (value)\n${inner([filter.filter])}`;
    default:
      return `${indent}${showLeaf(filter)}\n`;
  }
}

function showLeaf(filter: Filter): string {
  switch (filter.op) {
    case 'eq':
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return `${filter.path} $${filter.op} ${showValue(filter.value.value)}`;
    case 'in':
      return `${filter.path} $in ${showValue(filter.values.map(({ value }) => value))}`;
    case 'constant':
      return filter.matches ? '$alwaysTrue: 1' : '$alwaysFalse: 1';
    case 'exists':
      return `${filter.path} exists`;
    case 'regex':
      return `${filter.path} regex /${filter.pattern}/${filter.options}`;
    case 'size':
      return `${filter.path} $size : ${filter.size}`;
    case 'mod':
      return `${filter.path} mod ${filter.divisor} % x == ${filter.remainder}`;
    case 'bitsAllSet':
    case 'bitsAllClear':
    case 'bitsAnySet':
    case 'bitsAnyClear':
      return `${filter.path} $${filter.op}: [${filter.positions.join(', ')}]`;
    default:
      return `$${filter.op}`;
  }
}
