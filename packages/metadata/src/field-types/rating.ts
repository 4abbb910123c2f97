import { defineFieldType } from './define-field-type.ts';
import { numericBase } from './numeric.ts';

/** A number of stars from 1. */
export const ratingType = defineFieldType({
  ...numericBase(() => 0),
  name: 'rating',
  group: 'number',
  label: { 'zh-CN': '评分', en: 'Rating' },
  help: { 'zh-CN': '用星星打分', en: 'A number of stars' },
  valueType: 'integer',
  keywords: [],
  settings: ['default', 'max'],
  groupable: true,
  normalise: (value) => value,
  check: (value, field) => {
    const max = field['x-field'].max ?? 5;
    if (typeof value !== 'number') return [];
    if (value < 1) return [{ path: '', code: 'TOO_SMALL', params: { limit: 1 } }];
    return value > max ? [{ path: '', code: 'TOO_BIG', params: { limit: max } }] : [];
  },
  display: (value, field) => {
    if (typeof value !== 'number' || value < 1) return '';
    const max = field['x-field'].max ?? 5;
    return '★'.repeat(Math.min(value, max)) + '☆'.repeat(Math.max(max - value, 0));
  },
});
