import type { EntityField } from '../entity.ts';
import type { Problem } from '../problems/problem.ts';

const dateParts = new Map([
  ['year', ['yyyy', 'yyyyMM', 'yyyyMMdd']],
  ['month', ['yyyyMM', 'yyyyMMdd']],
  ['day', ['yyyyMMdd']],
]);

/** A serial's pattern has one counter, known date parts only, and shows the date by which it starts again. */
export function checkSerialPattern({ document }: EntityField): Problem[] {
  const { pattern, reset = 'never', type } = document['x-field'];
  if (type !== 'serial' || pattern === undefined) return [];
  const parts = [...pattern.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? '');
  const counters = parts.filter((part) => /^0{1,12}$/.test(part));
  const isKnown = parts.every((part) => counters.includes(part) || dateParts.get('year')?.includes(part));
  const hasStrayBrace = /[{}]/.test(pattern.replace(/\{[^{}]*\}/g, ''));
  if (counters.length !== 1 || !isKnown || hasStrayBrace) return [{ path: '/x-field/pattern', code: 'SERIAL_PATTERN' }];
  const shown = dateParts.get(reset);
  if (shown && !parts.some((part) => shown.includes(part))) return [{ path: '/x-field/pattern', code: 'SERIAL_RESET', params: { reset } }];
  return [];
}
