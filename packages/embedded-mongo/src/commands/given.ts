import type { Value } from '../value/value.ts';

/** Does an option ask for anything? Absent, null, false and an empty document do not. */
export function isGiven(value: Value): boolean {
  return value !== undefined && value !== null && value !== false && !(value instanceof Map && value.size === 0);
}
