import { roundHalfUp } from '@formwright/formula';
import type { Field } from '../generated/documents.ts';
import type { Problem } from '../problems/problem.ts';
import type { FieldType } from './field-type.ts';
import { parseNumberText } from './number-text.ts';
import { orderOperators } from './operators.ts';

/** What all kinds of number share; `scaleOf` says how many decimals a stored value has, undefined for as many as given. */
export function numericBase(scaleOf: (field: Field) => number | undefined) {
  const normalise = (value: unknown, field: Field): unknown => {
    const scale = scaleOf(field);
    return typeof value === 'number' && scale !== undefined ? roundHalfUp(value, scale) : value;
  };
  return {
    shape: 'number',
    valueType: 'number',
    keywords: ['minimum', 'maximum', 'multipleOf'],
    operators: orderOperators,
    sortable: true,
    measures: ['count', 'sum', 'avg', 'min', 'max', 'distinct'],
    normalise,
    check: (value: unknown, field: Field): Problem[] => checkRange(value, scaleOf(field) ?? 0),
    parse: (text: string, field: Field): unknown => {
      const number = parseNumberText(text);
      return number === undefined ? text : normalise(number, field);
    },
    operand: (value: unknown): number | undefined => (typeof value === 'number' && Number.isFinite(value) ? value : undefined),
  } as const satisfies Partial<FieldType>;
}

/** A double holds whole units of the scale exactly only up to 2^53. */
function checkRange(value: unknown, scale: number): Problem[] {
  if (typeof value !== 'number') return [];
  if (!Number.isFinite(value)) return [{ path: '', code: 'NOT_A_NUMBER' }];
  const limit = Number.MAX_SAFE_INTEGER / 10 ** scale;
  if (value > limit) return [{ path: '', code: 'TOO_BIG', params: { limit } }];
  return value < -limit ? [{ path: '', code: 'TOO_SMALL', params: { limit: -limit } }] : [];
}
