import { defineFieldType } from './define-field-type.ts';
import { checkId, idOperand } from './ids.ts';
import { oneOfOperators } from './operators.ts';

/** One person of the organisation, by id. */
export const memberType = defineFieldType({
  name: 'member',
  group: 'organisation',
  label: { 'zh-CN': '成员', en: 'Member' },
  help: { 'zh-CN': '组织里的一个人，如负责人', en: 'One person of the organisation, such as the owner' },
  shape: 'string',
  valueType: 'string',
  settings: ['placeholder', 'default'],
  operators: oneOfOperators,
  sortable: true,
  groupable: true,
  uniqueable: true,
  measures: ['count', 'distinct'],
  check: checkId,
  operand: idOperand,
  display: (value, field, { lookup }) => (typeof value === 'string' ? (lookup?.('member', value, field) ?? value) : ''),
});
