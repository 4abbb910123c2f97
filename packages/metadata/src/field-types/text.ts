import { defineFieldType } from './define-field-type.ts';
import { textOperators } from './operators.ts';

/** One line of text. */
export const textType = defineFieldType({
  name: 'text',
  group: 'text',
  label: { 'zh-CN': '单行文本', en: 'Text' },
  help: { 'zh-CN': '一行文字，如名称、标题', en: 'One line of text, such as a name' },
  shape: 'string',
  valueType: 'string',
  blank: { maxLength: 200 },
  keywords: ['minLength', 'maxLength', 'pattern'],
  settings: ['placeholder', 'default', 'searchable', 'unique'],
  operators: textOperators,
  sortable: true,
  groupable: true,
  uniqueable: true,
  titleable: true,
  measures: ['count', 'distinct'],
  normalise: (value) => (typeof value === 'string' ? value.replace(/\s*[\r\n]+\s*/g, ' ').trim() : value),
  tokens: (value) => (typeof value === 'string' ? [value] : []),
});
