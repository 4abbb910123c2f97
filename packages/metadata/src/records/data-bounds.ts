import type { Problem } from '../problems/problem.ts';

const maxDepth = 32;
const maxValues = 100_000;

/** The problem of data that is too deep or too large to be looked at at all; found without recursion. */
export function checkBounds(data: unknown): Problem[] {
  let level: unknown[] = [data];
  let count = 1;
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maxDepth) return [{ path: '', code: 'NESTED_TOO_DEEP' }];
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue;
      const children: unknown[] = Array.isArray(value) ? value : Object.values(value);
      count += children.length;
      if (count > maxValues) return [{ path: '', code: 'TOO_MANY_ITEMS', params: { limit: maxValues } }];
      for (const child of children) next.push(child);
    }
    level = next;
  }
  return [];
}
