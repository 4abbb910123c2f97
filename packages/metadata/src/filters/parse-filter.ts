import type { Entity, EntityField } from '../entity.ts';
import type { Filter, FilterOperator, FilterTerm } from '../generated/documents.ts';
import { type Problem, pointer } from '../problems/problem.ts';
import { dynamicNames, isDynamic } from './dynamic-values.ts';
import { isObjectOf, type QueryRights, queryField, refuseQuery } from './query-rights.ts';

/** Most levels of all and any in one filter. */
export const maxFilterDepth = 8;
/** Most conditions in one filter. */
export const maxFilterTerms = 200;
const maxValues = 500;

interface Parsing {
  entity: Entity;
  rights: QueryRights;
  problems: Problem[];
  terms: number;
}

/** A checked filter, its values normalised. Throws AppError BAD_QUERY with every problem and its path. */
export function parseFilter(input: unknown, entity: Entity, rights: QueryRights = {}): Filter {
  const { filter, problems } = checkFilter(input, entity, rights);
  refuseQuery(problems);
  return filter;
}

/** The checked filter together with all its problems, for who collects more of them. */
export function checkFilter(input: unknown, entity: Entity, rights: QueryRights = {}): { filter: Filter; problems: Problem[] } {
  const parsing: Parsing = { entity, rights, problems: [], terms: 0 };
  const filter = parseNode(input, rights.at ?? '', 1, parsing);
  if (parsing.terms > maxFilterTerms)
    parsing.problems.push({ path: rights.at ?? '', code: 'FILTER_TOO_LONG', params: { limit: maxFilterTerms } });
  return { filter, problems: parsing.problems };
}

const everything: Filter = { all: [] };

function parseNode(input: unknown, path: string, depth: number, parsing: Parsing): Filter {
  const list = isObjectOf(input, ['all']) ? input.all : isObjectOf(input, ['any']) ? input.any : undefined;
  if (Array.isArray(list)) {
    if (depth > maxFilterDepth) return refuse(parsing, { path, code: 'FILTER_TOO_DEEP', params: { limit: maxFilterDepth } });
    const kind = isObjectOf(input, ['all']) ? 'all' : 'any';
    if (list.length > maxFilterTerms) return refuse(parsing, { path, code: 'FILTER_TOO_LONG', params: { limit: maxFilterTerms } });
    const parts = list.map((part, index) => parseNode(part, path + pointer(kind, index), depth + 1, parsing));
    return kind === 'all' ? { all: parts } : { any: parts };
  }
  parsing.terms += 1;
  if (parsing.terms > maxFilterTerms) return everything;
  if (isObjectOf(input, ['field', 'op', 'value']) && Object.hasOwn(input, 'field') && Object.hasOwn(input, 'op'))
    return parseTerm(input, path, parsing);
  return refuse(parsing, { path, code: 'BAD_FILTER' });
}

function parseTerm(input: Record<string, unknown>, path: string, parsing: Parsing): Filter {
  const field = queryField(parsing.entity, input.field, parsing.rights);
  if (!field) return refuse(parsing, { path: `${path}/field`, code: 'UNKNOWN_FIELD', params: { field: shorten(input.field) } });
  const op = field.type.operators.find((operator) => operator === input.op);
  if (!op) return refuse(parsing, { path: `${path}/op`, code: 'UNKNOWN_OPERATOR', params: { field: field.title, op: shorten(input.op) } });
  const term = parseValue(field, op, Object.hasOwn(input, 'value') ? input.value : undefined);
  return term ?? refuse(parsing, { path: `${path}/value`, code: 'BAD_VALUE', params: { field: field.title } });
}

function parseValue(field: EntityField, op: FilterOperator, value: unknown): FilterTerm | undefined {
  const term = { field: field.key, op };
  switch (op) {
    case 'empty':
    case 'notEmpty':
      return value === undefined ? term : undefined;
    case 'in':
    case 'nin':
      return isDynamic(value) ? parseDynamic(field, op, value) : withList(field, op, value, maxValues);
    case 'between':
      return Array.isArray(value) && value.length === 2 ? withList(field, op, value, 2) : undefined;
    case 'eq':
    case 'ne':
      if (value === null) return { field: field.key, op: op === 'eq' ? 'empty' : 'notEmpty' };
      return parseOne(field, op, value);
    default:
      return parseOne(field, op, value);
  }
}

function parseOne(field: EntityField, op: FilterOperator, value: unknown): FilterTerm | undefined {
  if (isDynamic(value)) return parseDynamic(field, op, value);
  const isPart = field.type.shape === 'string' && (op === 'contains' || op === 'startsWith');
  const operand = isPart ? textPart(value) : field.type.operand(value, field.document);
  return operand === undefined ? undefined : { field: field.key, op, value: operand };
}

/** A part of a text is no whole value: half a phone number is no phone number. */
function textPart(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= 1000 ? value : undefined;
}

function parseDynamic(field: EntityField, op: FilterOperator, value: unknown): FilterTerm | undefined {
  if (!isDynamic(value) || !dynamicNames(field).includes(value.dynamic)) return undefined;
  const isTime = field.type.shape === 'date' || field.type.shape === 'dateTime';
  if (isTime && (op === 'in' || op === 'nin' || op === 'between')) return undefined;
  return { field: field.key, op, value };
}

function withList(field: EntityField, op: FilterOperator, value: unknown, limit: number): FilterTerm | undefined {
  if (!Array.isArray(value) || value.length > limit) return undefined;
  const operands = value.map((each) => field.type.operand(each, field.document));
  return operands.includes(undefined) ? undefined : { field: field.key, op, value: operands };
}

function shorten(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 63) : typeof value;
}

function refuse(parsing: Parsing, problem: Problem): Filter {
  parsing.problems.push(problem);
  return everything;
}
