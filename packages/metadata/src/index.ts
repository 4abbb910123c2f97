export * from './app-documents.ts';
export type { CompiledRule, Entity, EntityField, UniqueRule } from './entity.ts';
export { AppError, type AppErrorOptions } from './errors/app-error.ts';
export { type ErrorCode, errorCatalogue, isErrorCode } from './errors/catalogue.ts';
export { type ErrorBody, type ErrorDetail, fromErrorBody, toErrorBody, toErrorDetail } from './errors/error-body.ts';
export { isEmail } from './field-types/email.ts';
export type {
  DisplayOptions,
  FieldGroup,
  FieldKeyword,
  FieldSetting,
  FieldType,
  Lookup,
  ParseOptions,
  ValueShape,
} from './field-types/field-type.ts';
export { fieldType, fieldTypes } from './field-types/field-types.ts';
export { optionLabel, optionOf } from './field-types/options.ts';
export { dynamicDefaults, dynamicNames, isDynamic } from './filters/dynamic-values.ts';
export { andFilters, filterFields } from './filters/filter-tree.ts';
export { matchesFilter } from './filters/matches-filter.ts';
export { maxFilterDepth, maxFilterTerms, parseFilter } from './filters/parse-filter.ts';
export { parseGroups, parseMeasures, parseSort } from './filters/parse-query.ts';
export type { QueryRights } from './filters/query-rights.ts';
export { type FilterFacts, resolveFilter } from './filters/resolve-filter.ts';
export { type DaySpan, daySpanOf } from './filters/time-span.ts';
export type * from './generated/documents.ts';
export { schemas } from './generated/schemas.ts';
export { normaliseEntity, toEntityField } from './normalise-entity.ts';
export * from './planned.ts';
export { isProblemCode, type ProblemCode, problemCatalogue } from './problems/catalogue.ts';
export { type Problem, pointer, problemText } from './problems/problem.ts';
export { type AjvError, type AjvValidate, problemsOf, type Validate, validateWith } from './records/ajv-problems.ts';
export { compileValidator } from './records/compile-validator.ts';
export { isEmptyValue, normaliseRecord, type RecordData } from './records/record-data.ts';
export { fieldsSchema, type JsonSchema, recordSchema } from './records/record-schema.ts';
export { checkFields, type RecordCheck, validateRecord } from './records/validate-record.ts';
export { validatorModule } from './records/validator-module.ts';
export { systemFields, systemFieldTitles } from './system-fields.ts';
export { fillText, type Locale, locales, type Text, type TextParams } from './text.ts';
