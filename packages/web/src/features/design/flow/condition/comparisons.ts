import type { EntityField } from '@formwright/metadata';
import type { Comparison } from './condition-formula.ts';

/** How a field can be compared in the condition builder, by the shape of its value. */
export function comparisonsOf(field: EntityField | undefined): readonly Comparison[] {
  if (field === undefined) return ['eq', 'ne', 'empty', 'notEmpty'];
  if (field.optionValues.size > 0 && field.type.shape === 'string') return ['eq', 'ne', 'in', 'empty', 'notEmpty'];
  switch (field.type.shape) {
    case 'number':
      return ['eq', 'ne', 'gt', 'gte', 'lt', 'lte'];
    case 'boolean':
      return ['eq'];
    case 'date':
    case 'dateTime':
      return ['eq', 'gt', 'gte', 'lt', 'lte', 'empty', 'notEmpty'];
    case 'list':
      return ['empty', 'notEmpty'];
    case 'string':
      return ['eq', 'ne', 'contains', 'empty', 'notEmpty'];
  }
}
