import { defineFieldType } from './define-field-type.ts';
import { checkIds, idOperand } from './ids.ts';
import { listTexts, normaliseList, parseList } from './list-value.ts';
import { listOperators } from './operators.ts';

/** Several people of the organisation, by id. */
export const membersType = defineFieldType({
  name: 'members',
  group: 'organisation',
  label: { 'zh-CN': '多个成员', en: 'Members' },
  help: { 'zh-CN': '组织里的几个人，如协作人', en: 'Several people of the organisation' },
  shape: 'list',
  valueType: 'array',
  blank: { items: { type: 'string' }, maxItems: 100 },
  keywords: ['items', 'minItems', 'maxItems', 'uniqueItems'],
  settings: ['placeholder', 'default'],
  operators: listOperators,
  normalise: normaliseList,
  parse: (text) => parseList(text),
  check: checkIds,
  operand: idOperand,
  display: (value, field, { lookup, locale }) =>
    listTexts(value)
      .map((id) => lookup?.('member', id, field) ?? id)
      .join(locale === 'zh-CN' ? '、' : ', '),
});
