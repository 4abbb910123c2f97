import { defineFieldType } from './define-field-type.ts';
import { textOperators } from './operators.ts';

/** A number the product gives, as `OPP-20260131-0007`. */
export const serialType = defineFieldType({
  name: 'serial',
  group: 'text',
  label: { 'zh-CN': '编号', en: 'Serial number' },
  help: { 'zh-CN': '自动生成、不会重复的编号', en: 'A number that is given automatically and never repeats' },
  shape: 'string',
  valueType: 'string',
  blank: { readOnly: true, 'x-field': { type: 'serial', pattern: 'NO-{yyyy}-{0000}', reset: 'year' } },
  settings: ['pattern', 'reset', 'searchable', 'unique'],
  needs: ['pattern'],
  operators: textOperators,
  sortable: true,
  uniqueable: true,
  titleable: true,
  tokens: (value) => (typeof value === 'string' ? [value] : []),
});
