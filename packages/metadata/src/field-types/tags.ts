import { defineFieldType } from './define-field-type.ts';
import { listTexts, normaliseList, parseList } from './list-value.ts';
import { listOperators } from './operators.ts';
import { optionLabel, optionValue } from './options.ts';

/** Free words; options are suggestions with colours. */
export const tagsType = defineFieldType({
  name: 'tags',
  group: 'choice',
  label: { 'zh-CN': '标签', en: 'Tags' },
  help: { 'zh-CN': '随手写的标签，选项只是建议', en: 'Words of your own; options are suggestions' },
  shape: 'list',
  valueType: 'array',
  blank: { items: { type: 'string', maxLength: 30 }, maxItems: 20 },
  keywords: ['items', 'minItems', 'maxItems', 'uniqueItems'],
  settings: ['placeholder', 'default', 'options', 'searchable'],
  operators: listOperators,
  normalise: normaliseList,
  parse: (text, field) => parseList(text).map((each) => optionValue(field, each)),
  tokens: (value, field) => listTexts(value).map((each) => optionLabel(field, each)),
  display: (value, field, { locale }) =>
    listTexts(value)
      .map((each) => optionLabel(field, each))
      .join(locale === 'zh-CN' ? '、' : ', '),
});
