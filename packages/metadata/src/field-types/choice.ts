import { defineFieldType } from './define-field-type.ts';
import { oneOfOperators } from './operators.ts';
import { firstOptions, optionLabel, optionValue } from './options.ts';

/** One of several options. */
export const choiceType = defineFieldType({
  name: 'choice',
  group: 'choice',
  label: { 'zh-CN': '单选', en: 'Choice' },
  help: { 'zh-CN': '从几个选项里选一个', en: 'One of several options' },
  shape: 'string',
  valueType: 'string',
  blank: { enum: firstOptions.map((option) => option.value), 'x-field': { type: 'choice', options: firstOptions } },
  keywords: ['enum'],
  settings: ['placeholder', 'default', 'options', 'searchable'],
  needs: ['options'],
  operators: oneOfOperators,
  sortable: true,
  groupable: true,
  uniqueable: true,
  titleable: true,
  measures: ['count', 'distinct'],
  parse: (text, field) => optionValue(field, text),
  tokens: (value, field) => [optionLabel(field, value)],
  display: (value, field) => optionLabel(field, value),
});
