import { createPattern, FormulaError } from '@formwright/formula';
import type { EntityField } from '../entity.ts';
import type { FieldKeyword, FieldSetting } from '../field-types/field-type.ts';
import { dynamicDefaults, isDynamic } from '../filters/dynamic-values.ts';
import { type Problem, pointer } from '../problems/problem.ts';
import { checkSerialPattern } from './check-serial-pattern.ts';

/** Keys that mean something to JavaScript, to records or to formulas. */
const reserved = new Set([
  ...['id', 'version', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'tenantId', 'prototype', 'toJSON'],
  ...['and', 'or', 'in', 'true', 'false', 'null', 'function'],
  ...Object.getOwnPropertyNames(Object.prototype),
]);

/** What is wrong with one field's document; paths are relative to it. */
export function checkField(field: EntityField): Problem[] {
  return [
    ...(reserved.has(field.key) ? [{ path: '', code: 'KEY_RESERVED', params: { key: field.key } } as const] : []),
    ...checkKeywords(field),
    ...checkSettings(field),
    ...checkRanges(field),
    ...checkOptions(field),
    ...checkPattern(field),
    ...checkDefault(field),
    ...checkSerialPattern(field),
  ];
}

function checkKeywords({ document, type, typeName }: EntityField): Problem[] {
  const problems: Problem[] = [];
  const { title: _title, description: _help, 'x-field': _options, readOnly: _readOnly, type: valueType, ...keywords } = document;
  if (valueType !== type.valueType)
    problems.push({ path: '/type', code: 'VALUE_TYPE_UNFIT', params: { type: typeName, expected: type.valueType } });
  for (const keyword of Object.keys(keywords)) {
    const fits = type.keywords.includes(keyword as FieldKeyword);
    const isRightFormat = keyword !== 'format' || document.format === type.create('').format;
    if (!fits || !isRightFormat) problems.push({ path: pointer(keyword), code: 'KEYWORD_UNFIT', params: { type: typeName, keyword } });
  }
  return problems;
}

function checkSettings({ document, type, typeName }: EntityField): Problem[] {
  const { type: _type, ...settings } = document['x-field'];
  const unfit = Object.keys(settings).filter((setting) => !type.settings.includes(setting as FieldSetting));
  const missing = type.needs.filter((setting) => settings[setting] === undefined);
  return [
    ...unfit.map((setting): Problem => ({ path: pointer('x-field', setting), code: 'SETTING_UNFIT', params: { type: typeName, setting } })),
    ...missing.map(
      (setting): Problem => ({ path: pointer('x-field', setting), code: 'SETTING_MISSING', params: { type: typeName, setting } }),
    ),
  ];
}

function checkRanges({ document }: EntityField): Problem[] {
  const ranges = [
    ['minLength', document.minLength, document.maxLength],
    ['minimum', document.minimum, document.maximum],
    ['minItems', document.minItems, document.maxItems],
  ] as const;
  return ranges.flatMap(([keyword, low, high]): Problem[] =>
    low !== undefined && high !== undefined && low > high ? [{ path: pointer(keyword), code: 'RANGE_EMPTY' }] : [],
  );
}

function checkOptions({ document, typeName }: EntityField): Problem[] {
  const { options } = document['x-field'];
  if (!options) return [];
  const values = options.map((option) => option.value);
  const problems: Problem[] = values.flatMap((value, index) =>
    values.indexOf(value) < index ? [{ path: pointer('x-field', 'options', index), code: 'OPTION_REPEATED', params: { value } }] : [],
  );
  const allowed = typeName === 'choice' ? document.enum : document.items?.enum;
  if (typeName === 'tags' && !allowed) return problems;
  const path = typeName === 'choice' ? '/enum' : '/items/enum';
  const extra = values.find((value) => !allowed?.includes(value));
  const unlabelled = allowed?.find((value) => !values.includes(value));
  if (extra !== undefined) problems.push({ path, code: 'OPTIONS_DIFFER', params: { value: extra } });
  if (unlabelled !== undefined) problems.push({ path, code: 'OPTIONS_DIFFER', params: { value: unlabelled }, severity: 'warning' });
  return problems;
}

function checkPattern({ document }: EntityField): Problem[] {
  if (document.pattern === undefined) return [];
  try {
    createPattern(document.pattern);
    return [];
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    return [{ path: '/pattern', code: 'PATTERN_UNSAFE', params: { reason: error.message } }];
  }
}

function checkDefault(field: EntityField): Problem[] {
  const given = field.document['x-field'].default;
  if (given === undefined) return [];
  const path = '/x-field/default';
  if (isDynamic(given)) return dynamicDefaults(field).includes(given.dynamic) ? [] : [{ path, code: 'DEFAULT_UNFIT' }];
  if (!('value' in given)) return [{ path, code: 'DEFAULT_UNFIT' }];
  return fitsField(field, given.value) ? [] : [{ path: `${path}/value`, code: 'DEFAULT_UNFIT' }];
}

function fitsField({ type, typeName, document, optionValues }: EntityField, value: unknown): boolean {
  const values: readonly unknown[] = type.valueType === 'array' ? (Array.isArray(value) ? value : [undefined]) : [value];
  const kind = type.valueType === 'integer' ? 'number' : type.valueType === 'array' ? 'string' : type.valueType;
  const isOption = (each: unknown) =>
    typeof each === 'string' && (typeName === 'tags' || optionValues.size === 0 || optionValues.has(each));
  if (!values.every((each) => typeof each === kind && (kind !== 'string' || isOption(each)))) return false;
  return type.check(value, document).length === 0;
}
