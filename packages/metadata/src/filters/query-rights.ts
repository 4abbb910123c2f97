import type { Entity, EntityField } from '../entity.ts';
import { AppError } from '../errors/app-error.ts';
import type { Problem } from '../problems/problem.ts';

/** Which fields a principal may name in a query, and where in the request the part stands. */
export interface QueryRights {
  /** Whether a field may be named; every field when left out. A hidden field is refused as if it did not exist. */
  allowed?: (field: EntityField) => boolean;
  /** JSON pointer put before the paths of problems, as `/filter`; empty when left out. */
  at?: string;
}

/** The field that a query names, or undefined when there is none or it is hidden. */
export function queryField(entity: Entity, key: unknown, rights: QueryRights): EntityField | undefined {
  const field = typeof key === 'string' ? entity.fields.get(key) : undefined;
  return field && (rights.allowed?.(field) ?? true) ? field : undefined;
}

/** Refuses a query that has problems. */
export function refuseQuery(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new AppError('BAD_QUERY', { details: problems.slice(0, 100) });
}

/** Whether a value is a JSON object whose own keys are all among these. */
export function isObjectOf(value: unknown, keys: readonly string[]): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.keys(value).every((key) => keys.includes(key));
}
