import { endOfName, valueSize } from '../bson/walk.ts';
import { T } from '../value/types.ts';
import { regexTest } from './regex-tests.ts';
import { singleTest } from './single-test.ts';
import type { CompiledFilter, Filter } from './types.ts';
import { bitsTest, comparisonTest, countElements, inTest, modTest } from './value-tests.ts';
import { compilePath, type Details, type DocTest, type ValueTest } from './walk-path.ts';

/** The filter as a test over raw BSON. */
export function compileFilter(filter: Filter): CompiledFilter {
  const test = compileDocTest(filter);
  return {
    matches: (raw) => test(raw, 0, undefined),
    position: (raw) => {
      const details: Details = { index: undefined };
      return test(raw, 0, details) ? details.index : undefined;
    },
    paths: pathsOf(filter),
  };
}

function compileDocTest(filter: Filter): DocTest {
  switch (filter.op) {
    case 'and':
      return allOf(filter.filters.map(compileDocTest));
    case 'or':
      return compileOr(filter.filters);
    case 'nor':
      return noneOf(filter.filters.map(compileDocTest));
    case 'not': {
      const test = compileDocTest(filter.filter);
      return (bytes, start) => !test(bytes, start, undefined);
    }
    case 'constant':
      return () => filter.matches;
    case 'expr':
    case 'jsonSchema':
      return (bytes, start) => filter.test(start === 0 ? bytes : bytes.subarray(start));
    case 'size':
    case 'elemMatchObject':
    case 'elemMatchValue':
      return compilePathOrSelf(filter, 'whole');
    default:
      return compilePathOrSelf(filter, 'elements');
  }
}

type LeafFilter = Extract<Filter, { path: string }>;

function compilePathOrSelf(filter: LeafFilter, leaf: 'elements' | 'whole'): DocTest {
  if (filter.op === 'elemMatchObject' || filter.op === 'elemMatchValue') return compileElemMatch(filter);
  return compilePath(filter.path, leaf, compileValueTest(filter));
}

function allOf(tests: readonly DocTest[]): DocTest {
  const [first, second, third] = tests;
  if (first && second && !third) return (bytes, start, details) => first(bytes, start, details) && second(bytes, start, details);
  return (bytes, start, details) => {
    for (const test of tests) if (!test(bytes, start, details)) return false;
    return true;
  };
}

function anyOf(tests: readonly DocTest[]): DocTest {
  return (bytes, start, details) => {
    for (const test of tests) if (test(bytes, start, details)) return true;
    return false;
  };
}

/** An `$or` finds no place for the positional `$`, as in MongoDB, unless it comes down to a single test. */
function compileOr(branches: readonly Filter[]): DocTest {
  const only = singleTest(branches);
  if (only) return compileDocTest(only);
  const test = anyOf(branches.map(compileDocTest));
  return (bytes, start) => test(bytes, start, undefined);
}

function noneOf(tests: readonly DocTest[]): DocTest {
  return (bytes, start) => {
    for (const test of tests) if (test(bytes, start, undefined)) return false;
    return true;
  };
}

/** A test of one value: of a leaf, or of the element itself inside `$elemMatch`. */
function compileValueTest(filter: Filter): ValueTest {
  switch (filter.op) {
    case 'eq':
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return comparisonTest(filter);
    case 'in':
      return inTest(filter);
    case 'regex':
      return regexTest(filter);
    case 'exists':
      return (type) => type !== T.missing;
    case 'type':
      return (type) => filter.types.has(type);
    case 'mod':
      return modTest(filter.divisor, filter.remainder);
    case 'size':
      return (type, bytes, at) => type === T.array && countElements(bytes, at) === filter.size;
    case 'elemMatchObject':
    case 'elemMatchValue': {
      const test = compileElementTest(filter);
      return (type, bytes, at) => type === T.array && test(bytes, at, undefined);
    }
    case 'bitsAllSet':
    case 'bitsAllClear':
    case 'bitsAnySet':
    case 'bitsAnyClear':
      return bitsTest(filter);
    default:
      return compileLogicalValueTest(filter);
  }
}

function compileLogicalValueTest(
  filter: Extract<Filter, { op: 'and' | 'or' | 'nor' | 'not' | 'constant' | 'expr' | 'jsonSchema' }>,
): ValueTest {
  switch (filter.op) {
    case 'and':
    case 'or':
    case 'nor': {
      const tests = filter.filters.map(compileValueTest);
      if (filter.op === 'and') return (type, bytes, at) => tests.every((test) => test(type, bytes, at));
      const wanted = filter.op === 'or';
      return (type, bytes, at) => tests.some((test) => test(type, bytes, at)) === wanted;
    }
    case 'not': {
      const test = compileValueTest(filter.filter);
      return (type, bytes, at) => !test(type, bytes, at);
    }
    case 'constant':
      return () => filter.matches;
    case 'expr':
    case 'jsonSchema':
      return () => false;
  }
}

type ElemMatch = Extract<Filter, { op: 'elemMatchObject' | 'elemMatchValue' }>;

function compileElemMatch(filter: ElemMatch): DocTest {
  const test = compileElementTest(filter);
  let found: Details | undefined;
  const inArray: ValueTest = (type, bytes, at) => type === T.array && test(bytes, at, found);
  const walk = compilePath(filter.path, 'whole', inArray);
  return (bytes, start, details) => {
    found = details;
    const matched = walk(bytes, start, details);
    found = undefined;
    return matched;
  };
}

/** Does some element of the array at `start` fulfil the inner filter? */
function compileElementTest(filter: ElemMatch): DocTest {
  const test = filter.op === 'elemMatchObject' ? inDocuments(compileDocTest(filter.filter)) : compileValueTest(filter.filter);
  return (bytes, start, details) => {
    let at = start + 4;
    for (let index = 0; ; index++) {
      const type = bytes[at] as number;
      if (type === 0) return false;
      const value = endOfName(bytes, at + 1) + 1;
      if (test(type, bytes, value)) {
        if (details) details.index = index;
        return true;
      }
      at = value + valueSize(type, bytes, value);
    }
  };
}

function inDocuments(test: DocTest): ValueTest {
  return (type, bytes, at) => (type === T.object || type === T.array) && test(bytes, at, undefined);
}

function pathsOf(filter: Filter): readonly string[] | null {
  switch (filter.op) {
    case 'and':
    case 'or':
    case 'nor': {
      const all = filter.filters.map(pathsOf);
      return all.includes(null) ? null : [...new Set(all.flatMap((paths) => paths ?? []))];
    }
    case 'not':
      return pathsOf(filter.filter);
    case 'constant':
      return [];
    case 'expr':
      return filter.paths;
    case 'jsonSchema':
      return null;
    default:
      return [filter.path];
  }
}
