import type { Entity, Filter, FilterTerm } from '@formwright/metadata';
import type { Condition } from '../store/condition.ts';
import { idOf, isId } from '../store/ids.ts';
import { valuePath } from '../store/wanted-indexes.ts';

const nothing: Condition = { _id: { $in: [] } };

/** A resolved filter as MongoDB's condition: the same verdict as `matchesFilter` on every record. */
export function compileFilter(filter: Filter, entity: Entity): Condition {
  if ('all' in filter) return conjunction(filter.all.map((part) => compileFilter(part, entity)));
  if ('any' in filter) return disjunction(filter.any.map((part) => compileFilter(part, entity)));
  const field = entity.fields.get(filter.field);
  if (!field) return nothing;
  return field.key === 'id' ? compileId(filter) : compileTerm(filter, { path: valuePath(field.key), isList: field.type.shape === 'list' });
}

/** Both conditions; one that holds always is left out. */
export function conjunction(parts: readonly Condition[]): Condition {
  const real = parts.filter((part) => Object.keys(part).length > 0);
  const [only] = real;
  if (only === undefined) return {};
  return real.length === 1 ? only : { $and: real };
}

/** Any of the conditions; none at all holds never. */
export function disjunction(parts: readonly Condition[]): Condition {
  const [only] = parts;
  if (only === undefined) return nothing;
  if (parts.some((part) => Object.keys(part).length === 0)) return {};
  return parts.length === 1 ? only : { $or: [...parts] };
}

/** A text as a pattern that matches it literally. */
export function literalPattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

function compileTerm({ op, value }: FilterTerm, at: { path: string; isList: boolean }): Condition {
  const { path, isList } = at;
  const list = Array.isArray(value) ? value : [];
  switch (op) {
    case 'eq':
      return { [path]: { $eq: value } };
    case 'ne':
      return { [path]: { $ne: value } };
    case 'in':
      return { [path]: { $in: list } };
    case 'nin':
      return { [path]: { $nin: list } };
    case 'gt':
      return { [path]: { $gt: value } };
    case 'gte':
      return { [path]: { $gte: value } };
    case 'lt':
      return { [path]: { $lt: value } };
    case 'lte':
      return { [path]: { $lte: value } };
    case 'between':
      return { [path]: { $gte: list[0], $lte: list[1] } };
    case 'contains':
      return isList ? { [path]: { $eq: value } } : { [path]: { $regex: literalPattern(String(value)), $options: 'i' } };
    case 'startsWith':
      return { [path]: { $regex: `^${literalPattern(String(value))}`, $options: 'i' } };
    case 'empty':
      return { [path]: { $eq: null } };
    case 'notEmpty':
      return { [path]: { $ne: null } };
  }
}

/** Ids are stored as such; a text that is none equals no id and differs from every one. */
function compileId({ op, value }: FilterTerm): Condition {
  const texts = (Array.isArray(value) ? value : [value]).filter((id): id is string => typeof id === 'string');
  const ids = texts.filter((id) => isId(id)).map((id) => idOf(id));
  switch (op) {
    case 'eq':
    case 'in':
      return { _id: { $in: ids } };
    case 'ne':
    case 'nin':
      return { _id: { $nin: ids } };
    default:
      return nothing;
  }
}
