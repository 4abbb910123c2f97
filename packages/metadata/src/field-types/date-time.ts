import { isCalendarDay, isInstant, localTimeOf } from '@formwright/formula';
import { parseInstantText } from './day-text.ts';
import { defineFieldType } from './define-field-type.ts';
import { toHalfWidth } from './number-text.ts';
import { orderOperators } from './operators.ts';

/** A point in time, stored in UTC with milliseconds. A day may stand for itself in filters. */
export const dateTimeType = defineFieldType({
  name: 'dateTime',
  group: 'time',
  label: { 'zh-CN': '日期时间', en: 'Date and time' },
  help: { 'zh-CN': '某一天的某个时刻', en: 'A point in time' },
  shape: 'dateTime',
  valueType: 'string',
  blank: { format: 'date-time' },
  keywords: ['format'],
  operators: orderOperators,
  sortable: true,
  groupable: true,
  measures: ['count', 'min', 'max', 'distinct'],
  buckets: ['day', 'week', 'month', 'quarter', 'year'],
  normalise: (value) => {
    if (typeof value !== 'string') return value;
    const text = toHalfWidth(value).trim();
    return isInstant(text) ? new Date(text).toISOString() : text;
  },
  check: (value) => (typeof value === 'string' && !isInstant(value) ? [{ path: '', code: 'BAD_DATE_TIME' }] : []),
  parse: (text, _field, { timeZone = 'UTC' }) => parseInstantText(text, timeZone) ?? text.trim(),
  display: (value, _field, { timeZone = 'UTC' }) =>
    typeof value === 'string' && isInstant(value) ? localTimeOf(value, timeZone).replace('T', ' ').slice(0, 16) : '',
  operand: (value) => {
    if (typeof value !== 'string') return undefined;
    if (isCalendarDay(value)) return value;
    return isInstant(value) ? new Date(value).toISOString() : undefined;
  },
});
