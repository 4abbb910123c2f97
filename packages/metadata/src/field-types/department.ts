import { defineFieldType } from './define-field-type.ts';
import { checkId, idOperand } from './ids.ts';
import { oneOfOperators } from './operators.ts';

/** One department, by id. */
export const departmentType = defineFieldType({
  name: 'department',
  group: 'organisation',
  label: { 'zh-CN': '部门', en: 'Department' },
  help: { 'zh-CN': '组织里的一个部门', en: 'One department of the organisation' },
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
  display: (value, field, { lookup }) => (typeof value === 'string' ? (lookup?.('department', value, field) ?? value) : ''),
});
