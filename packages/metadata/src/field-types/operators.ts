import type { FilterOperator } from '../generated/documents.ts';

/** How texts are compared. */
export const textOperators: readonly FilterOperator[] = ['contains', 'startsWith', 'eq', 'ne', 'in', 'nin', 'empty', 'notEmpty'];

/** How numbers and times are compared. */
export const orderOperators: readonly FilterOperator[] = [
  'eq',
  'ne',
  'gt',
  'gte',
  'lt',
  'lte',
  'between',
  'in',
  'nin',
  'empty',
  'notEmpty',
];

/** How one value out of many is compared: a choice, a person, a related record. */
export const oneOfOperators: readonly FilterOperator[] = ['eq', 'ne', 'in', 'nin', 'empty', 'notEmpty'];

/** How lists are compared: has this element, any of these, none of these. */
export const listOperators: readonly FilterOperator[] = ['contains', 'in', 'nin', 'empty', 'notEmpty'];

/** Whether there is something or nothing. */
export const presenceOperators: readonly FilterOperator[] = ['empty', 'notEmpty'];
