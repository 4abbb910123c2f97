import { isCalendarDay } from '@formwright/formula';
import { parseDayText } from './day-text.ts';
import { defineFieldType } from './define-field-type.ts';
import { toHalfWidth } from './number-text.ts';
import { orderOperators } from './operators.ts';

/** A day, `YYYY-MM-DD`. */
export const dateType = defineFieldType({
  name: 'date',
  group: 'time',
  label: { 'zh-CN': '日期', en: 'Date' },
  help: { 'zh-CN': '某一天', en: 'A day' },
  shape: 'date',
  valueType: 'string',
  blank: { format: 'date' },
  keywords: ['format'],
  settings: ['placeholder', 'default', 'due'],
  operators: orderOperators,
  sortable: true,
  groupable: true,
  measures: ['count', 'min', 'max', 'distinct'],
  buckets: ['day', 'week', 'month', 'quarter', 'year'],
  normalise: (value) => (typeof value === 'string' ? toHalfWidth(value).trim() : value),
  check: (value) => (typeof value === 'string' && !isCalendarDay(value) ? [{ path: '', code: 'BAD_DATE' }] : []),
  parse: (text) => parseDayText(text) ?? text.trim(),
  operand: (value) => (typeof value === 'string' && isCalendarDay(value) ? value : undefined),
});
