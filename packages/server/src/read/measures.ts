import { addExactly, roundHalfUp } from '@formwright/formula';
import type { Entity, EntityField, Measure, MeasureOperator } from '@formwright/metadata';
import type { RawDocument } from '../store/condition.ts';
import { valuePath } from '../store/wanted-indexes.ts';

/** What the database answers for one measure of one fine group; parts of several groups can be folded. */
export interface MeasurePart {
  /** Sum in whole units of the scale, where the field has one. */
  sum: number;
  count: number;
  least: unknown;
  most: unknown;
  values: unknown[];
}

/** How one measure is asked of the database, folded and finished. */
export interface MeasurePlan {
  as: string;
  /** Accumulators by the name they have in the answer. */
  accumulators: Record<string, RawDocument>;
  /** Reads the accumulators of one answered group. */
  read: (row: Readonly<Record<string, unknown>>) => MeasurePart;
  finish: (part: MeasurePart) => number | string | boolean | null;
}

/** Plans one measure; `index` keeps its accumulators apart from others. */
export function planMeasure(measure: Measure, entity: Entity, index: number): MeasurePlan {
  const field = measure.field === undefined ? undefined : entity.fields.get(measure.field);
  const scale = field ? scaleOf(field) : undefined;
  const name = (part: keyof MeasurePart) => `m${index}${part}`;
  const all = field ? partsOf(field, scale) : { count: { $sum: 1 } };
  const parts = needs[measure.op];
  return {
    as: measure.as,
    accumulators: Object.fromEntries(parts.flatMap((part) => (part in all ? [[name(part), all[part as keyof typeof all]]] : []))),
    read: (row) => ({
      sum: Number(row[name('sum')] ?? 0),
      count: Number(row[name('count')] ?? 0),
      least: row[name('least')] ?? null,
      most: row[name('most')] ?? null,
      values: Array.isArray(row[name('values')]) ? (row[name('values')] as unknown[]) : [],
    }),
    finish: (part) => finish(measure.op, part, scale),
  };
}

/** Two parts of the same group as one. */
export function foldParts(one: MeasurePart, other: MeasurePart): MeasurePart {
  return {
    sum: addExactly([one.sum, other.sum]),
    count: one.count + other.count,
    least: pick(one.least, other.least, -1),
    most: pick(one.most, other.most, 1),
    values: [...one.values, ...other.values],
  };
}

const needs: Record<MeasureOperator, readonly (keyof MeasurePart)[]> = {
  count: ['count'],
  sum: ['sum'],
  avg: ['sum', 'count'],
  min: ['least'],
  max: ['most'],
  distinct: ['values'],
};

function partsOf(field: EntityField, scale: number | undefined): Record<keyof MeasurePart, RawDocument> {
  const path = `$${valuePath(field.key)}`;
  // Where a field has just become a number, values that are none may still stand in it.
  const number = { $cond: [{ $in: [{ $type: path }, ['double', 'int', 'long']] }, path, null] };
  const units = scale === undefined ? path : { $round: [{ $multiply: [number, 10 ** scale] }, 0] };
  return {
    sum: { $sum: units },
    count: { $sum: { $cond: [{ $gt: [path, null] }, 1, 0] } },
    least: { $min: path },
    most: { $max: path },
    values: { $addToSet: path },
  };
}

/** Stored values are rounded to this many digits, so counting in units of it is exact; a number without a scale is not. */
function scaleOf(field: EntityField): number | undefined {
  const { scale } = field.document['x-field'];
  switch (field.typeName) {
    case 'money':
    case 'percent':
      return scale ?? 2;
    case 'rating':
      return 0;
    default:
      return scale;
  }
}

function finish(op: MeasureOperator, part: MeasurePart, scale: number | undefined): number | string | boolean | null {
  const total = scale === undefined ? roundHalfUp(part.sum, 10) : Number(`${part.sum}e-${scale}`);
  switch (op) {
    case 'count':
      return part.count;
    case 'sum':
      return total;
    case 'avg':
      return part.count === 0 ? null : roundHalfUp(total / part.count, (scale ?? 6) + 2);
    case 'min':
      return plain(part.least);
    case 'max':
      return plain(part.most);
    case 'distinct':
      return new Set(part.values.filter((value) => value !== null).map((value) => JSON.stringify(value))).size;
  }
}

function plain(value: unknown): number | string | boolean | null {
  return typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean' ? value : null;
}

function pick(one: unknown, other: unknown, sign: 1 | -1): unknown {
  if (one === null) return other;
  if (other === null) return one;
  const isMore = typeof one === 'number' && typeof other === 'number' ? one > other : String(one) > String(other);
  return isMore === (sign === 1) ? one : other;
}
