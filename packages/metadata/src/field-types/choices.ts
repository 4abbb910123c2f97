import { defineFieldType } from './define-field-type.ts';
import { listTexts, normaliseList, parseList } from './list-value.ts';
import { listOperators } from './operators.ts';
import { firstOptions, optionLabel, optionValue } from './options.ts';

/** Any number of several options. */
export const choicesType = defineFieldType({
  name: 'choices',
  group: 'choice',
  label: { 'zh-CN': '多选', en: 'Choices' },
  help: { 'zh-CN': '从几个选项里选多个', en: 'Any number of several options' },
  shape: 'list',
  valueType: 'array',
  blank: {
    items: { type: 'string', enum: firstOptions.map((option) => option.value) },
    uniqueItems: true,
    'x-field': { type: 'choices', options: firstOptions },
  },
  keywords: ['items', 'minItems', 'maxItems', 'uniqueItems'],
  settings: ['placeholder', 'default', 'options'],
  needs: ['options'],
  operators: listOperators,
  normalise: normaliseList,
  parse: (text, field) => parseList(text).map((each) => optionValue(field, each)),
  display: (value, field, { locale }) =>
    listTexts(value)
      .map((each) => optionLabel(field, each))
      .join(locale === 'zh-CN' ? '、' : ', '),
});
