import { addDays, instantOfLocal, isCalendarDay } from '@formwright/formula';
import type { Entity } from '../entity.ts';
import type { Dynamic, Filter, FilterTerm } from '../generated/documents.ts';
import { isDynamic } from './dynamic-values.ts';
import { type DaySpan, daySpanOf } from './time-span.ts';

/** What dynamic values are worked out from. */
export interface FilterFacts {
  /** ISO date-time in UTC. */
  now: string;
  /** IANA zone that decides days, weeks and months. */
  timeZone: string;
  /** Id of the acting person. */
  me: string;
  /** Ids of the people whose manager they are. */
  myReports: readonly string[];
  /** Id of their department; null for none. */
  myDepartment: string | null;
  /** Their department and all below it. */
  myDepartments: readonly string[];
}

const everything: Filter = { all: [] };
const nothing: Filter = { any: [] };

/**
 * The same filter with constants only: spans of time become gte and lt (days for date fields, instants for date-times),
 * `me` and its kin become ids. Whoever has no department matches no department, not the empty one.
 */
export function resolveFilter(filter: Filter, facts: FilterFacts, entity: Entity): Filter {
  if ('all' in filter) return { all: filter.all.map((part) => resolveFilter(part, facts, entity)) };
  if ('any' in filter) return { any: filter.any.map((part) => resolveFilter(part, facts, entity)) };
  const shape = entity.fields.get(filter.field)?.type.shape;
  if (shape === 'date' || shape === 'dateTime') return resolveTime(filter, facts, shape);
  return isDynamic(filter.value) ? resolvePeople(filter, filter.value, facts) : filter;
}

function resolvePeople(term: FilterTerm, value: Dynamic, facts: FilterFacts): Filter {
  const ids = peopleIds(value, facts);
  const isNegative = term.op === 'ne' || term.op === 'nin';
  const [first, ...others] = ids;
  if (first === undefined) return isNegative ? everything : nothing;
  if (term.op === 'contains') return others.length === 0 ? { ...term, value: first } : { field: term.field, op: 'in', value: [...ids] };
  if (others.length === 0 && (term.op === 'eq' || term.op === 'ne')) return { ...term, value: first };
  return { field: term.field, op: isNegative ? 'nin' : 'in', value: [...ids] };
}

function peopleIds(value: Dynamic, facts: FilterFacts): readonly string[] {
  switch (value.dynamic) {
    case 'me':
      return [facts.me];
    case 'myReports':
      return facts.myReports;
    case 'myDepartment':
      return facts.myDepartment === null ? [] : [facts.myDepartment];
    case 'myDepartments':
      return facts.myDepartments;
    default:
      return [];
  }
}

function resolveTime(term: FilterTerm, facts: FilterFacts, shape: 'date' | 'dateTime'): Filter {
  const { field, op, value } = term;
  const boundOf = (day: string) => (shape === 'date' ? day : instantOfLocal(day, facts.timeZone));
  if (isDynamic(value)) {
    if (value.dynamic === 'now' && shape === 'dateTime') return { field, op, value: new Date(facts.now).toISOString() };
    const span = daySpanOf(value, facts.now, facts.timeZone);
    return span ? compareSpan(term, { from: boundOf(span.from), to: boundOf(span.to) }) : nothing;
  }
  if (shape === 'date') return term;
  const spanOf = (day: unknown): DaySpan | undefined =>
    typeof day === 'string' && isCalendarDay(day) ? { from: boundOf(day), to: boundOf(addDays(day, 1)) } : undefined;
  if (Array.isArray(value)) return resolveInstants(term, value, spanOf);
  const span = spanOf(value);
  return span ? compareSpan(term, span) : term;
}

function resolveInstants(term: FilterTerm, values: readonly unknown[], spanOf: (day: unknown) => DaySpan | undefined): Filter {
  const { field, op } = term;
  const single = (value: unknown, one: 'eq' | 'ne' | 'gte' | 'lte'): Filter => {
    const span = spanOf(value);
    return span ? compareSpan({ field, op: one }, span) : { field, op: one, value };
  };
  if (op === 'between') return { all: [single(values[0], 'gte'), single(values[1], 'lte')] };
  return op === 'nin' ? { all: values.map((value) => single(value, 'ne')) } : { any: values.map((value) => single(value, 'eq')) };
}

/** Compares with a span as if it were one point: after it, within it, before it. */
function compareSpan({ field, op }: FilterTerm, { from, to }: DaySpan): Filter {
  switch (op) {
    case 'eq':
      return {
        all: [
          { field, op: 'gte', value: from },
          { field, op: 'lt', value: to },
        ],
      };
    case 'ne':
      return {
        any: [
          { field, op: 'lt', value: from },
          { field, op: 'gte', value: to },
          { field, op: 'empty' },
        ],
      };
    case 'gt':
      return { field, op: 'gte', value: to };
    case 'gte':
      return { field, op: 'gte', value: from };
    case 'lt':
      return { field, op: 'lt', value: from };
    case 'lte':
      return { field, op: 'lt', value: to };
    default:
      return nothing;
  }
}
