export * from './app-documents.ts';
export { type DocumentChange, diffApps, diffValues } from './changes/diff-apps.ts';
export { type Impact, type ImpactUse, impactOf } from './changes/impact-of.ts';
export { type MigrationStep, migrationOf } from './changes/migration-of.ts';
export { checkApp } from './checks/check-app.ts';
export { checkReferences } from './checks/check-references.ts';
export { checkShape } from './checks/check-shape.ts';
export type { Entity, EntityField, UniqueRule } from './entity.ts';
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
export * from './generated/names.ts';
export { schemas } from './generated/schemas.ts';
export { normaliseEntity, toEntityField } from './normalise-entity.ts';
export type { AppPackage, SampleDate, SamplePerson, SampleRecord } from './packages/app-package.ts';
export { readPackage } from './packages/read-package.ts';
export { isSampleDate, sampleDateValue } from './packages/sample-date.ts';
export { translateApp } from './packages/translate-app.ts';
export { writePackage } from './packages/write-package.ts';
export { isProblemCode, type ProblemCode, problemCatalogue } from './problems/catalogue.ts';
export { type Problem, pointer, problemText } from './problems/problem.ts';
export { type AjvError, type AjvValidate, problemsOf, type Validate, validateWith } from './records/ajv-problems.ts';
export { compileValidator } from './records/compile-validator.ts';
export { type CompiledRule, compiledRules } from './records/compiled-rules.ts';
export { isEmptyValue, normaliseRecord, type RecordData } from './records/record-data.ts';
export { fieldsSchema, type JsonSchema, recordSchema } from './records/record-schema.ts';
export { titleOf } from './records/title-of.ts';
export { checkFields, type RecordCheck, validateRecord } from './records/validate-record.ts';
export { validatorModule } from './records/validator-module.ts';
export { systemFields, systemFieldTitles } from './system-fields.ts';
export { fillText, type Locale, locales, type Text, type TextParams } from './text.ts';
