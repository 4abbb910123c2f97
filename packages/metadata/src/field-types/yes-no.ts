import { defineFieldType } from './define-field-type.ts';
import { oneOfOperators } from './operators.ts';

const words = new Map([
  ...['是', '对', '有', 'yes', 'y', 'true', '1', '√'].map((word) => [word, true] as const),
  ...['否', '不', '无', 'no', 'n', 'false', '0', '×'].map((word) => [word, false] as const),
]);

/** Yes or no; empty is neither. */
export const yesNoType = defineFieldType({
  name: 'yesNo',
  group: 'choice',
  label: { 'zh-CN': '是否', en: 'Yes or no' },
  help: { 'zh-CN': '打开或关闭的开关', en: 'A switch that is on or off' },
  shape: 'boolean',
  valueType: 'boolean',
  settings: ['default'],
  operators: oneOfOperators.filter((operator) => operator !== 'in' && operator !== 'nin'),
  sortable: true,
  groupable: true,
  parse: (text) => words.get(text.trim().toLowerCase()) ?? text,
  display: (value, _field, { locale }) => {
    if (typeof value !== 'boolean') return '';
    if (locale === 'zh-CN') return value ? '是' : '否';
    return value ? 'Yes' : 'No';
  },
  operand: (value) => (typeof value === 'boolean' ? value : undefined),
});
