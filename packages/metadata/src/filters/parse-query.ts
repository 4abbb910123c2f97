import type { Entity, EntityField } from '../entity.ts';
import type { Group, Measure, Sort } from '../generated/documents.ts';
import { allBuckets, allMeasureOperators } from '../generated/names.ts';
import { type Problem, pointer } from '../problems/problem.ts';
import { isObjectOf, type QueryRights, queryField, refuseQuery } from './query-rights.ts';

const measureName = /^[a-z][a-zA-Z0-9_-]{0,62}$/;
const limits = { sort: 3, groups: 3, measures: 10 } as const;

/** A checked list of at most three sort keys, none when it is left out. Throws AppError BAD_QUERY. */
export function parseSort(input: unknown, entity: Entity, rights: QueryRights = {}): Sort[] {
  return parseEach<Sort>(input, { limit: limits.sort, code: 'BAD_SORT', at: rights.at ?? '' }, (item, path, problems) => {
    if (!isObjectOf(item, ['field', 'dir']) || (item.dir !== 'asc' && item.dir !== 'desc')) return { path, code: 'BAD_SORT' };
    const field = queryField(entity, item.field, rights);
    if (!field) return unknownField(item.field, path);
    if (!field.type.sortable) return { path: `${path}/field`, code: 'NOT_SORTABLE', params: { field: field.title } };
    if (problems.some((sort) => sort.field === field.key)) return { path, code: 'BAD_SORT' };
    return { value: { field: field.key, dir: item.dir } };
  });
}

/** A checked list of groups, none when it is left out. Throws AppError BAD_QUERY. */
export function parseGroups(input: unknown, entity: Entity, rights: QueryRights = {}): Group[] {
  return parseEach<Group>(input, { limit: limits.groups, code: 'BAD_GROUP', at: rights.at ?? '' }, (item, path) => {
    if (!isObjectOf(item, ['field', 'bucket'])) return { path, code: 'BAD_GROUP' };
    const field = queryField(entity, item.field, rights);
    if (!field) return unknownField(item.field, path);
    if (!field.type.groupable) return { path: `${path}/field`, code: 'NOT_GROUPABLE', params: { field: field.title } };
    if (item.bucket === undefined) return { value: { field: field.key } };
    const bucket = allBuckets.find((each) => each === item.bucket);
    const fits = bucket !== undefined && field.type.buckets.includes(bucket);
    if (!fits)
      return { path: `${path}/bucket`, code: 'BAD_BUCKET', params: { field: field.title, bucket: String(item.bucket).slice(0, 63) } };
    return { value: { field: field.key, bucket } };
  });
}

/** A checked list of measures with names of their own, none when it is left out. Throws AppError BAD_QUERY. */
export function parseMeasures(input: unknown, entity: Entity, rights: QueryRights = {}): Measure[] {
  return parseEach<Measure>(input, { limit: limits.measures, code: 'BAD_MEASURE', at: rights.at ?? '' }, (item, path, found) => {
    if (!isObjectOf(item, ['op', 'field', 'as']) || typeof item.as !== 'string' || !measureName.test(item.as))
      return { path, code: 'BAD_MEASURE' };
    const op = allMeasureOperators.find((each) => each === item.op);
    if (!op) return { path: `${path}/op`, code: 'BAD_MEASURE' };
    const { as } = item;
    if (found.some((measure) => measure.as === as)) return { path: `${path}/as`, code: 'MEASURE_REPEATED', params: { as } };
    // Without a field the records are counted, with one those that have a value in it.
    if (op === 'count' && item.field === undefined) return { value: { op, as } };
    const field = queryField(entity, item.field, rights);
    if (!field) return unknownField(item.field, path);
    return fitMeasure(field, { op, field: field.key, as }, path);
  });
}

function fitMeasure(field: EntityField, measure: Measure, path: string): { value: Measure } | Problem {
  if (field.type.measures.includes(measure.op)) return { value: measure };
  return { path, code: 'MEASURE_UNFIT', params: { field: field.title, op: measure.op } };
}

function unknownField(field: unknown, path: string): Problem {
  return { path: `${path}/field`, code: 'UNKNOWN_FIELD', params: { field: String(field).slice(0, 63) } };
}

interface ListRule {
  limit: number;
  code: 'BAD_SORT' | 'BAD_GROUP' | 'BAD_MEASURE';
  at: string;
}

function parseEach<Value>(
  input: unknown,
  rule: ListRule,
  parse: (item: unknown, path: string, found: Value[]) => { value: Value } | Problem,
): Value[] {
  if (input === undefined || input === null) return [];
  if (!Array.isArray(input)) refuseQuery([{ path: rule.at, code: rule.code }]);
  const items: unknown[] = Array.isArray(input) ? input : [];
  if (items.length > rule.limit) refuseQuery([{ path: rule.at, code: 'TOO_MANY', params: { limit: rule.limit } }]);
  const found: Value[] = [];
  const problems: Problem[] = [];
  items.forEach((item, index) => {
    const result = parse(item, rule.at + pointer(index), found);
    if ('value' in result) found.push(result.value);
    else problems.push(result);
  });
  refuseQuery(problems);
  return found;
}
