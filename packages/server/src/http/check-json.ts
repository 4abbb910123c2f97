import { AppError } from '@formwright/metadata';

const deepest = 32;
const longest = 10_000;
const refusedKeys = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Refuses JSON that no honest caller sends: nested more than 32 deep, lists of more than 10,000,
 * the keys `__proto__`, `constructor` and `prototype`, and numbers too large to hold. Throws BAD_JSON or TOO_LARGE.
 */
export function checkJson(root: unknown): void {
  const open: Array<{ value: unknown; depth: number }> = [{ value: root, depth: 1 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, depth } = next;
    if (typeof value === 'number' && !Number.isFinite(value)) throw new AppError('BAD_JSON');
    if (typeof value !== 'object' || value === null) continue;
    if (depth > deepest) throw new AppError('BAD_JSON');
    if (Array.isArray(value) && value.length > longest) throw new AppError('TOO_LARGE', { params: { limit: longest } });
    for (const [key, child] of Object.entries(value)) {
      if (refusedKeys.has(key)) throw new AppError('BAD_JSON');
      open.push({ value: child, depth: depth + 1 });
    }
  }
}
