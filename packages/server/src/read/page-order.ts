import type { Entity, Sort } from '@formwright/metadata';
import type { Condition } from '../store/condition.ts';
import { idOf } from '../store/ids.ts';
import type { StoredRecord } from '../store/rows.ts';
import { sortPath } from '../store/wanted-indexes.ts';
import { disjunction } from './compile-filter.ts';
import type { CursorPosition } from './cursor.ts';

/** One key of an order. */
interface OrderKey {
  path: string;
  direction: 1 | -1;
}

/** A total order of an entity's records: the sort keys, then the id. */
export interface PageOrder {
  keys: OrderKey[];
  idDirection: 1 | -1;
}

/** The order that sort keys mean; newest first without any. Empty values come first upwards. */
export function pageOrder(sort: readonly Sort[], entity: Entity): PageOrder {
  const keys = sort
    .filter(({ field }) => field !== 'id')
    .map(({ field, dir }): OrderKey => ({ path: sortPath(field, entity), direction: dir === 'asc' ? 1 : -1 }));
  return { keys, idDirection: sort.at(-1)?.dir === 'asc' ? 1 : -1 };
}

/** The order as MongoDB's sort. */
export function toMongoSort(order: PageOrder): [string, 1 | -1][] {
  return [...order.keys.map(({ path, direction }): [string, 1 | -1] => [path, direction]), ['_id', order.idDirection]];
}

/** Where a record stands in the order. */
export function positionOf(record: StoredRecord, order: PageOrder): CursorPosition {
  return { values: order.keys.map(({ path }) => valueAt(record, path)), id: record._id.toString() };
}

/**
 * The records after a position. Each key is spelled out with its null boundary: MongoDB's `$gt: null` looks only among
 * nulls, so a comparison alone would lose the records with values.
 */
export function afterPosition(position: CursorPosition, order: PageOrder): Condition {
  const branches: Condition[] = [];
  const equal: Condition[] = [];
  order.keys.forEach(({ path, direction }, index) => {
    const value = position.values[index] ?? null;
    for (const beyond of beyondValue(path, value, direction)) branches.push({ $and: [...equal, beyond] });
    equal.push({ [path]: { $eq: value } });
  });
  const id = idOf(position.id);
  branches.push({ $and: [...equal, { _id: order.idDirection === 1 ? { $gt: id } : { $lt: id } }] });
  return disjunction(branches);
}

function beyondValue(path: string, value: CursorPosition['values'][number], direction: 1 | -1): Condition[] {
  if (direction === 1) return [{ [path]: value === null ? { $ne: null } : { $gt: value } }];
  return value === null ? [] : [{ [path]: { $lt: value } }, { [path]: { $eq: null } }];
}

function valueAt(record: StoredRecord, path: string): CursorPosition['values'][number] {
  const [first = '', second] = path.split('.');
  const holder: unknown = second === undefined ? record : (record as unknown as Record<string, unknown>)[first];
  const key = second ?? first;
  const value: unknown =
    typeof holder === 'object' && holder !== null && Object.hasOwn(holder, key) ? (holder as Record<string, unknown>)[key] : null;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
