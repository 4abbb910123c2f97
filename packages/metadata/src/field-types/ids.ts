import type { Problem } from '../problems/problem.ts';

const idPattern = /^[A-Za-z0-9][\w.:-]{0,99}$/;

/** Whether a value can be an id: of a person, a department, a record or a file. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && idPattern.test(value);
}

/** The problem of a value that is no id. */
export function checkId(value: unknown): Problem[] {
  return typeof value === 'string' && !isId(value) ? [{ path: '', code: 'BAD_ID' }] : [];
}

/** The problems of the elements that are no ids. */
export function checkIds(value: unknown): Problem[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((each, index) => (isId(each) ? [] : [{ path: `/${index}`, code: 'BAD_ID' } as const]));
}

/** A value as the operand of a comparison of ids. */
export function idOperand(value: unknown): string | undefined {
  return isId(value) ? value : undefined;
}
