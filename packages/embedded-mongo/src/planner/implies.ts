import { compareBytes } from '../bson/compare.ts';
import type { Filter } from '../query/types.ts';
import type { Conjunct } from './conjunct.ts';
import { conjunctionOf } from './conjunct.ts';
import type { Interval } from './interval.ts';

/** Does everything that fulfils `conjuncts` fulfil `promise` (a partial index's filter)? When unsure, no. */
export function implies(conjuncts: readonly Conjunct[], promise: Filter): boolean {
  if (promise.op === 'and') return promise.filters.every((filter) => implies(conjuncts, filter));
  if (promise.op === 'or') return promise.filters.some((filter) => implies(conjuncts, filter));
  if (promise.op === 'constant') return promise.matches;
  if (promise.op === 'exists')
    return conjuncts.some(({ path, matchesMissing, group }) => path === promise.path && !matchesMissing && group === null);
  return conjunctionOf(promise).conjuncts.length > 0 && conjunctionOf(promise).conjuncts.every((wanted) => isWithin(conjuncts, wanted));
}

/** A condition that is exact and whose values all lie in the wanted intervals; the same condition itself will do as well. */
function isWithin(conjuncts: readonly Conjunct[], wanted: Conjunct): boolean {
  return conjuncts.some((conjunct) => {
    if (conjunct.path !== wanted.path || conjunct.group !== null) return false;
    if (isSameComparison(conjunct.filter, wanted.filter)) return true;
    return (
      wanted.exact && conjunct.exact && conjunct.intervals.every((interval) => wanted.intervals.some((outer) => contains(outer, interval)))
    );
  });
}

function contains(outer: Interval, inner: Interval): boolean {
  return compareBytes(outer.low, inner.low) <= 0 && compareBytes(inner.high, outer.high) <= 0;
}

function isSameComparison(a: Filter, b: Filter): boolean {
  if (!('value' in a && 'value' in b) || a.op !== b.op) return false;
  return a.value.type === b.value.type && compareBytes(a.value.bytes, b.value.bytes) === 0;
}
