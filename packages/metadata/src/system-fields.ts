import type { EntityField } from './entity.ts';
import type { FieldType } from './field-types/field-type.ts';
import { fieldType } from './field-types/field-types.ts';
import { idOperand } from './field-types/ids.ts';
import { oneOfOperators } from './field-types/operators.ts';
import type { Field, FieldTypeName } from './generated/documents.ts';
import type { Text } from './text.ts';

const idType: FieldType = {
  ...fieldType('text'),
  operators: oneOfOperators.filter((operator) => operator !== 'empty' && operator !== 'notEmpty'),
  groupable: false,
  measures: ['count', 'distinct'],
  operand: idOperand,
};

/** Titles of the fields that every record has, in both languages. */
export const systemFieldTitles: ReadonlyMap<string, Text> = new Map([
  ['id', { 'zh-CN': '数据 ID', en: 'Record id' }],
  ['version', { 'zh-CN': '版本', en: 'Version' }],
  ['createdAt', { 'zh-CN': '创建时间', en: 'Created' }],
  ['createdBy', { 'zh-CN': '创建人', en: 'Created by' }],
  ['updatedAt', { 'zh-CN': '修改时间', en: 'Changed' }],
  ['updatedBy', { 'zh-CN': '修改人', en: 'Changed by' }],
]);

/** The fields that every record has, described like any other; their titles are Chinese until translated. */
export const systemFields: ReadonlyMap<string, EntityField> = new Map(
  [
    systemField('id', 'text', { type: 'string' }, idType),
    systemField('version', 'number', { type: 'integer' }),
    systemField('createdAt', 'dateTime', { type: 'string', format: 'date-time' }),
    systemField('createdBy', 'member', { type: 'string' }),
    systemField('updatedAt', 'dateTime', { type: 'string', format: 'date-time' }),
    systemField('updatedBy', 'member', { type: 'string' }),
  ].map((field) => [field.key, field]),
);

function systemField(key: string, typeName: FieldTypeName, value: Partial<Field>, type = fieldType(typeName)): EntityField {
  const title = systemFieldTitles.get(key)?.['zh-CN'] ?? key;
  const document: Field = { title, ...value, readOnly: true, 'x-field': { type: typeName, ...(key === 'version' ? { scale: 0 } : {}) } };
  return {
    key,
    title,
    typeName,
    type,
    document,
    required: false,
    readOnly: true,
    system: true,
    searchable: false,
    optionValues: new Set(),
    to: undefined,
  };
}
