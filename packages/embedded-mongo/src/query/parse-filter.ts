import { MongoError } from '../errors.ts';
import { compileExpressionFilter } from '../expression/expression-filter.ts';
import { readDoc } from '../value/read.ts';
import { isNumericType, T, typeOf } from '../value/types.ts';
import type { Doc, Value, Variables } from '../value/value.ts';
import { toOperand } from '../value/write.ts';
import { parseJsonSchema } from './json-schema.ts';
import { isOperatorDoc, parseOperators } from './parse-operators.ts';
import { regexFilter } from './parse-regex.ts';
import type { Filter, FilterOptions } from './types.ts';
import { wholeNumberOf } from './whole-number.ts';

/** Where a filter stands: at the top of the command, or inside `$elemMatch`, where some operators are refused. */
export type FilterScope = { readonly variables: Variables; readonly top: boolean };

/** Reads a filter document. Throws MongoError (BadValue and others) naming what it refuses. */
export function parseFilter(raw: Uint8Array, options: FilterOptions = {}): Filter {
  return parseFilterDoc(readDoc(raw), { variables: options.variables ?? new Map(), top: true });
}

/** Reads a decoded filter document. */
export function parseFilterDoc(doc: Doc, scope: FilterScope): Filter {
  const filters: Filter[] = [];
  for (const [name, value] of doc) {
    if (name.startsWith('$')) {
      const filter = parseTopOperator(name, value, scope);
      if (filter) filters.push(filter);
    } else {
      filters.push(...parseField(name, value, scope));
    }
  }
  return conjunction(filters);
}

/** The filters joined by `and`, without needless nesting. */
export function conjunction(filters: readonly Filter[]): Filter {
  const [only] = filters;
  if (!only) return { op: 'constant', matches: true };
  return filters.length === 1 ? only : { op: 'and', filters };
}

function parseField(path: string, value: Value, scope: FilterScope): readonly Filter[] {
  if (isOperatorDoc(value)) return parseOperators(path, value, scope);
  if (typeOf(value) === T.regex) return [regexFilter(path, value, '')];
  if (typeOf(value) === T.undefined) throw new MongoError('BadValue', 'cannot compare to undefined');
  return [{ op: 'eq', path, value: toOperand(value) }];
}

type TopParser = (value: Value, scope: FilterScope) => Filter | undefined;

const ignored: TopParser = () => undefined;

const topOperators = new Map<string, TopParser>([
  ['$and', (value, scope) => ({ op: 'and', filters: parseBranches('$and', value, scope) })],
  ['$or', (value, scope) => ({ op: 'or', filters: parseBranches('$or', value, scope) })],
  ['$nor', (value, scope) => ({ op: 'nor', filters: parseBranches('$nor', value, scope) })],
  ['$comment', ignored],
  ['$expr', parseExpr],
  ['$jsonSchema', (value) => ({ op: 'jsonSchema', test: parseJsonSchema(value) })],
  ['$sampleRate', parseSampleRate],
  ['$alwaysTrue', (value) => parseAlways('$alwaysTrue', value)],
  ['$alwaysFalse', (value) => parseAlways('$alwaysFalse', value)],
  ['$where', () => refuse('$where')],
  ['$text', () => refuse('$text')],
]);

function refuse(name: string): never {
  throw new MongoError('BadValue', `${name} is not supported by embedded-mongo`);
}

function parseTopOperator(name: string, value: Value, scope: FilterScope): Filter | undefined {
  const parse = topOperators.get(name);
  if (parse) return parse(value, scope);
  if (name === '$not') {
    throw new MongoError('BadValue', 'unknown top level operator: $not. If you are trying to negate an entire expression, use $nor.');
  }
  throw new MongoError(
    'BadValue',
    `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
  );
}

function parseBranches(name: string, value: Value, scope: FilterScope): Filter[] {
  if (!Array.isArray(value)) throw new MongoError('BadValue', `${name} must be an array`);
  if (value.length === 0) throw new MongoError('BadValue', '$and/$or/$nor must be a nonempty array');
  return value.map((branch) => {
    if (!(branch instanceof Map)) throw new MongoError('BadValue', '$or/$and/$nor entries need to be full objects');
    return parseFilterDoc(branch, scope);
  });
}

function parseExpr(value: Value, scope: FilterScope): Filter {
  if (!scope.top) throw new MongoError('BadValue', '$expr can only be applied to the top-level document');
  return compileExpressionFilter(value, scope.variables);
}

function parseAlways(name: string, value: Value): Filter {
  if (wholeNumberOf(value, name, 'FailedToParse') !== 1) throw new MongoError('FailedToParse', `${name} must be an integer value of 1`);
  return { op: 'constant', matches: name === '$alwaysTrue', named: true };
}

function parseSampleRate(value: Value): Filter {
  const rate = Number(String(value));
  if (!isNumericType(typeOf(value)) || Number.isNaN(rate))
    throw new MongoError('BadValue', 'argument to $sampleRate must be a numeric type');
  if (rate < 0 || rate > 1) throw new MongoError('BadValue', 'numeric argument to $sampleRate must be in [0, 1]');
  return { op: 'expr', test: () => Math.random() < rate, paths: [], and: [] };
}
