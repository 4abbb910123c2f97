// Generated from schemas/*.schema.json by scripts/generate-types.mjs. Do not edit.

import type { Bucket, Color, DynamicName, FieldRight, FieldTypeName, FilterOperator, MeasureOperator, RecordAction } from './documents.ts';

/** Every Color, in the order of the schema. */
export const allColors: readonly Color[] = ['red', 'orange', 'amber', 'olive', 'green', 'teal', 'blue', 'indigo', 'plum', 'grey'];

/** Every DynamicName, in the order of the schema. */
export const allDynamicNames: readonly DynamicName[] = ['me', 'myReports', 'myDepartment', 'myDepartments', 'now', 'today', 'yesterday', 'tomorrow', 'thisWeek', 'lastWeek', 'nextWeek', 'thisMonth', 'lastMonth', 'nextMonth', 'thisQuarter', 'lastQuarter', 'thisYear', 'lastYear', 'lastDays', 'nextDays'];

/** Every FilterOperator, in the order of the schema. */
export const allFilterOperators: readonly FilterOperator[] = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'nin', 'between', 'contains', 'startsWith', 'empty', 'notEmpty'];

/** Every MeasureOperator, in the order of the schema. */
export const allMeasureOperators: readonly MeasureOperator[] = ['count', 'sum', 'avg', 'min', 'max', 'distinct'];

/** Every Bucket, in the order of the schema. */
export const allBuckets: readonly Bucket[] = ['day', 'week', 'month', 'quarter', 'year'];

/** Every FieldTypeName, in the order of the schema. */
export const allFieldTypeNames: readonly FieldTypeName[] = ['text', 'longText', 'number', 'money', 'percent', 'rating', 'date', 'dateTime', 'choice', 'choices', 'tags', 'yesNo', 'phone', 'email', 'url', 'serial', 'member', 'members', 'department', 'relation', 'file'];

/** Every RecordAction, in the order of the schema. */
export const allRecordActions: readonly RecordAction[] = ['read', 'create', 'update', 'delete', 'export', 'import', 'comment'];

/** Every FieldRight, in the order of the schema. */
export const allFieldRights: readonly FieldRight[] = ['write', 'read', 'hidden'];
