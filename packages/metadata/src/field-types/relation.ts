import { defineFieldType } from './define-field-type.ts';
import { checkId, idOperand } from './ids.ts';
import { oneOfOperators } from './operators.ts';

/** One record of another entity, by id. */
export const relationType = defineFieldType({
  name: 'relation',
  group: 'link',
  label: { 'zh-CN': '关联', en: 'Relation' },
  help: { 'zh-CN': '指向另一种数据的一条，如所属客户', en: 'Points to one record of another kind, such as the customer' },
  shape: 'string',
  valueType: 'string',
  settings: ['placeholder', 'to', 'show', 'reverse', 'onDelete'],
  needs: ['to'],
  operators: oneOfOperators,
  sortable: true,
  groupable: true,
  uniqueable: true,
  measures: ['count', 'distinct'],
  check: checkId,
  operand: idOperand,
  display: (value, field, { lookup }) => (typeof value === 'string' ? (lookup?.('record', value, field) ?? value) : ''),
});
