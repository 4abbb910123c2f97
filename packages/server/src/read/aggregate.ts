import {
  AppError,
  type Entity,
  type EntityField,
  type Group,
  type Measure,
  matchesFilter,
  parseFilter,
  parseGroups,
  parseMeasures,
  parseSort,
  type RecordData,
  type Sort,
  toEntityField,
} from '@formwright/metadata';
import type { RawDocument } from '../store/condition.ts';
import type { Principal } from '../store/principal.ts';
import type { Services } from '../store/services.ts';
import { valuePath } from '../store/wanted-indexes.ts';
import { inTime, queryTimeMs } from './in-time.ts';
import { foldParts, type MeasurePart, type MeasurePlan, planMeasure } from './measures.ts';
import type { AggregateRequest } from './requests.ts';
import { type Selected, select } from './select.ts';
import { bucketOf, grainOf } from './time-grain.ts';

/** Most fine groups that are folded; more are refused. */
const mostGroups = 50_000;

/**
 * Groups and measures the records a principal may see. A row holds each grouped field (a bucket as its first day, `YYYY-MM-DD`; null for none)
 * and each measure under its `as`. Sums are exact at the field's scale. Without `sort` the groups come in order.
 */
export async function aggregate(services: Services, principal: Principal, request: AggregateRequest): Promise<RecordData[]> {
  const selected = select(services, principal, request);
  const { entity } = selected.target;
  const { allowed } = selected;
  const groups = parseGroups(request.groups, entity, { allowed, at: '/groups' });
  const measures = parseMeasures(request.measures, entity, { allowed, at: '/measures' });
  if (measures.length === 0) throw new AppError('BAD_QUERY', { details: [{ path: '/measures', code: 'BAD_MEASURE' }] });
  const shape = rowShape(entity, groups, measures);
  const having = request.having === undefined ? undefined : parseFilter(request.having, shape, { at: '/having' });
  const sort = parseSort(request.sort, shape, { at: '/sort' });
  const plans = measures.map((measure, index) => planMeasure(measure, entity, index));
  const { timeZone } = services.organisation();
  const fine = await readGroups(selected, { groups, plans, timeZone });
  const rows = foldRows(fine, { entity, groups, plans, timeZone }).filter(
    (row) => having === undefined || matchesFilter(having, row, shape),
  );
  const byGroups = groups.map(({ field }): Sort => ({ field, dir: 'asc' }));
  return rows.sort(compareBy(sort.length > 0 ? [...sort, ...byGroups] : byGroups)).slice(0, request.limit ?? 1000);
}

interface Grouping {
  groups: readonly Group[];
  plans: readonly MeasurePlan[];
  timeZone: string;
}

async function readGroups({ target, condition }: Selected, { groups, plans, timeZone }: Grouping): Promise<RawDocument[]> {
  const key = Object.fromEntries(groups.map((group, index) => [`g${index}`, groupKey(target.entity, group, timeZone)]));
  const accumulators = Object.assign({}, ...plans.map((plan) => plan.accumulators));
  const pipeline = [
    { $match: condition },
    { $group: { _id: groups.length > 0 ? key : null, ...accumulators } },
    { $limit: mostGroups + 1 },
  ];
  const rows = await inTime(target.records.collection.aggregate(pipeline, { maxTimeMS: queryTimeMs }).toArray());
  if (rows.length > mostGroups) throw new AppError('QUERY_TOO_SLOW');
  return rows;
}

function groupKey(entity: Entity, { field: key, bucket }: Group, timeZone: string): unknown {
  const path = `$${valuePath(key)}`;
  const field = entity.fields.get(key);
  if (!bucket || !field) return { $ifNull: [path, null] };
  // Where a field has just become a date, texts that are none may still stand in it.
  return { $cond: [{ $eq: [{ $type: path }, 'string'] }, { $substrBytes: [path, 0, grainOf(field.type.shape, bucket, timeZone)] }, null] };
}

/** Folds fine groups that fall into one bucket; without groups there is always one row. */
function foldRows(fine: readonly RawDocument[], grouping: Grouping & { entity: Entity }): RecordData[] {
  const { groups, plans } = grouping;
  const folded = new Map<string, { keys: unknown[]; parts: MeasurePart[] }>();
  for (const row of fine) {
    const keys = groups.map((group, index) => keyOf(row._id?.[`g${index}`], group, grouping));
    const parts = plans.map((plan) => plan.read(row));
    const name = JSON.stringify(keys);
    const known = folded.get(name);
    folded.set(name, { keys, parts: known ? known.parts.map((part, index) => foldParts(part, parts[index] ?? part)) : parts });
  }
  if (groups.length === 0 && folded.size === 0) folded.set('', { keys: [], parts: plans.map((plan) => plan.read({})) });
  return [...folded.values()].map(({ keys, parts }) =>
    Object.fromEntries([
      ...groups.map((group, index) => [group.field, keys[index] ?? null] as const),
      ...plans.map((plan, index) => [plan.as, plan.finish(parts[index] ?? plan.read({}))] as const),
    ]),
  );
}

function keyOf(value: unknown, { field: key, bucket }: Group, { entity, timeZone }: { entity: Entity; timeZone: string }): unknown {
  const field = entity.fields.get(key);
  return bucket && field ? bucketOf(value, { bucket, shape: field.type.shape, timeZone }) : (value ?? null);
}

/** The rows described like an entity, so that `having` and `sort` obey the rules of every filter and sort. */
function rowShape(entity: Entity, groups: readonly Group[], measures: readonly Measure[]): Entity {
  const fields = new Map<string, EntityField>();
  for (const { field: key, bucket } of groups) {
    const field = entity.fields.get(key);
    if (field) fields.set(key, bucket ? describe(key, 'date') : field);
  }
  for (const { as, op, field: key } of measures) {
    const field = key === undefined ? undefined : entity.fields.get(key);
    const isOwnKind = (op === 'min' || op === 'max') && field !== undefined;
    if (fields.has(as)) throw new AppError('BAD_QUERY', { details: [{ path: '/measures', code: 'MEASURE_REPEATED', params: { as } }] });
    fields.set(as, isOwnKind ? { ...field, key: as } : describe(as, 'number'));
  }
  return { ...entity, fields };
}

function describe(key: string, type: 'number' | 'date'): EntityField {
  return toEntityField(key, { title: key, type: type === 'number' ? 'number' : 'string', 'x-field': { type } }, false);
}

function compareBy(sort: readonly Sort[]): (one: RecordData, other: RecordData) => number {
  return (one, other) => {
    for (const { field, dir } of sort) {
      const order = compareValues(one[field], other[field]);
      if (order !== 0) return dir === 'asc' ? order : -order;
    }
    return 0;
  };
}

function compareValues(one: unknown, other: unknown): number {
  if (one === other) return 0;
  if (one === null || one === undefined) return -1;
  if (other === null || other === undefined) return 1;
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return String(one) < String(other) ? -1 : 1;
}
