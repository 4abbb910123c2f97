import { defineFieldType } from './define-field-type.ts';
import { textOperators } from './operators.ts';

/** Several lines of text. */
export const longTextType = defineFieldType({
  name: 'longText',
  group: 'text',
  label: { 'zh-CN': '多行文本', en: 'Long text' },
  help: { 'zh-CN': '可换行的文字，如备注', en: 'Text of several lines, such as remarks' },
  shape: 'string',
  valueType: 'string',
  blank: { maxLength: 5000 },
  keywords: ['minLength', 'maxLength'],
  settings: ['placeholder', 'default', 'searchable'],
  operators: textOperators.filter((operator) => operator === 'contains' || operator === 'empty' || operator === 'notEmpty'),
  normalise: (value) => (typeof value === 'string' ? value.replace(/\r\n?/g, '\n').trim() : value),
  tokens: (value) => (typeof value === 'string' ? [value] : []),
});
