import { bsonType, numberRank, typeRank } from '../bson/types.ts';
import type { ComparisonFilter, Filter, InFilter, RegexFilter } from '../query/types.ts';
import type { Operand } from '../value/value.ts';
import { bsonUndefined } from '../value/value.ts';
import { toOperand } from '../value/write.ts';
import { bracketOf, everything, type Interval, intersect, normalise, pointOf, prefixInterval, rangeOf } from './interval.ts';

/** One condition that every match fulfils, as an index on `path` can use it. */
export interface Conjunct {
  readonly path: string;
  readonly intervals: readonly Interval[];
  /** The intervals say all: what lies in them matches. */
  readonly exact: boolean;
  /** A document without the field may match. */
  readonly matchesMissing: boolean;
  /** The $elemMatch that it comes from: its conditions hold for one and the same element. */
  readonly group: Filter | null;
  /** The condition itself, for what a partial index promises. */
  readonly filter: Filter;
}

/** A filter taken apart: all of `conjuncts`, and of `rest`, which no index can use. */
export interface Conjunction {
  readonly conjuncts: readonly Conjunct[];
  readonly rest: readonly Filter[];
  /** Nothing can match. */
  readonly never: boolean;
}

/** Takes a filter apart. */
export function conjunctionOf(filter: Filter): Conjunction {
  const parts = flatten(filter);
  const conjuncts: Conjunct[] = [];
  const rest: Filter[] = [];
  for (const part of parts) {
    const found = conjunctsOf(part);
    conjuncts.push(...found);
    if (found.length === 0 && !(part.op === 'constant' && part.matches)) rest.push(part);
  }
  const never = parts.some((part) => part.op === 'constant' && !part.matches) || conjuncts.some(({ intervals }) => intervals.length === 0);
  return { conjuncts, rest, never };
}

function flatten(filter: Filter): Filter[] {
  return filter.op === 'and' ? filter.filters.flatMap(flatten) : [filter];
}

function conjunctsOf(filter: Filter): Conjunct[] {
  switch (filter.op) {
    case 'eq':
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return only(ofComparison(filter));
    case 'in':
      return only(ofIn(filter));
    case 'regex':
      return only(ofRegex(filter));
    case 'exists':
      return [{ path: filter.path, intervals: [everything], exact: false, matchesMissing: false, group: null, filter }];
    case 'elemMatchValue':
      return ofElement(filter);
    case 'elemMatchObject':
      return conjunctionOf(filter.filter).conjuncts.map((conjunct) => ({
        ...conjunct,
        path: `${filter.path}.${conjunct.path}`,
        exact: false,
        group: filter,
      }));
    case 'expr':
      return filter.and.flatMap((part) => flatten(part).flatMap(conjunctsOf)).map((conjunct) => ({ ...conjunct, exact: false }));
    default:
      return [];
  }
}

function only(conjunct: Conjunct | null): Conjunct[] {
  return conjunct ? [conjunct] : [];
}

const nullOperand = toOperand(null);
const undefinedOperand = toOperand(bsonUndefined);

function ofComparison(filter: ComparisonFilter): Conjunct | null {
  const { op, path, value } = filter;
  const base = { path, matchesMissing: false, group: null, filter };
  if (value.type === bsonType.null && op !== 'gt' && op !== 'lt') {
    return { ...base, intervals: nullIntervals(), exact: false, matchesMissing: true };
  }
  if (op === 'eq') return { ...base, intervals: equalTo(value), exact: isPlain(value) };
  if (!isPlain(value) || isNaNOperand(value)) return null;
  return { ...base, intervals: [rangeOf(op, value)], exact: true };
}

function nullIntervals(): Interval[] {
  return normalise([pointOf(undefinedOperand), pointOf(nullOperand)]);
}

/** An array equals a whole array, or an element that is that array; its first element is a key in either case but the second. */
function equalTo(value: Operand): Interval[] {
  if (value.type === bsonType.null) return nullIntervals();
  if (value.type !== bsonType.array) return [pointOf(value)];
  const [first] = value.value as readonly Operand['value'][];
  return normalise([pointOf(value), pointOf(first === undefined ? undefinedOperand : toOperand(first))]);
}

const unusual: ReadonlySet<number> = new Set([
  bsonType.null,
  bsonType.undefined,
  bsonType.array,
  bsonType.regex,
  bsonType.minKey,
  bsonType.maxKey,
]);

/** A value that equals only values of its own kind: no null, array, pattern or end of the order. */
export function isPlain({ type }: Operand): boolean {
  return !unusual.has(type);
}

function isNaNOperand({ type, value }: Operand): boolean {
  return typeRank(type) === numberRank && Number.isNaN(Number(String(value)));
}

function ofIn(filter: InFilter): Conjunct {
  const { path, values, regexes } = filter;
  const patterns = regexes.map(ofRegex);
  return {
    path,
    intervals: normalise([...values.flatMap(equalTo), ...patterns.flatMap(({ intervals }) => intervals)]),
    exact: values.every(isPlain) && patterns.every(({ exact }) => exact),
    matchesMissing: values.some(({ type }) => type === bsonType.null),
    group: null,
    filter,
  };
}

function ofRegex(filter: RegexFilter): Conjunct {
  const { path, prefix } = filter;
  const strings = prefix === undefined ? bracketOf(bsonType.string) : prefixInterval(prefix);
  const intervals = normalise([strings, bracketOf(bsonType.regex)]);
  return { path, intervals, exact: false, matchesMissing: false, group: null, filter };
}

function ofElement(filter: Extract<Filter, { op: 'elemMatchValue' }>): Conjunct[] {
  // What an $elemMatch within says of the elements of an element is not in the index: its keys are the elements of the outer array.
  const [first, ...others] = conjunctionOf(filter.filter).conjuncts.filter(({ group }) => group === null);
  if (!first) return [];
  const intervals = others.reduce<readonly Interval[]>((all, { intervals: more }) => intersect(all, more), first.intervals);
  return [{ path: filter.path, intervals, exact: false, matchesMissing: false, group: filter, filter }];
}
