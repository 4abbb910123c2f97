import type { AppDocuments, DocumentKind } from './app-documents.ts';
import type { Entity, EntityField } from './entity.ts';
import type { FieldType } from './field-types/field-type.ts';
import type { EntityDoc, FieldTypeName, Filter, Group, Measure, Sort } from './generated/documents.ts';
import type { Problem } from './problems/problem.ts';
import type { Locale } from './text.ts';

const planned = (name: string): never => {
  throw new Error(`not yet: ${name}`);
};

/** Values of one record by field key. */
export type RecordData = Record<string, unknown>;

/** Which fields a principal may name in a query; every field when left out. */
export interface QueryRights {
  allowed?: (field: EntityField) => boolean;
}

/** What dynamic values are worked out from. */
export interface FilterFacts {
  /** ISO date-time in UTC. */
  now: string;
  /** IANA zone that decides today, weeks and months. Weeks begin on Monday. */
  timeZone: string;
  /** Id of the acting person. */
  me: string;
  /** Ids of the people whose manager they are. */
  myReports: readonly string[];
  /** Id of their department; null for none. */
  myDepartment: string | null;
  /** Their department and all below it. */
  myDepartments: readonly string[];
}

/** Judges the shape of a record. */
export type Validate = (data: unknown) => Problem[];

/** Facts that rules may ask for. */
export interface RuleFacts {
  now?: string;
  timeZone?: string;
}

/** What validateRecord looks at. */
export interface RecordCheck {
  entity: Entity;
  record: RecordData;
  /** From compileValidator, or the default export of the published module. */
  validate: Validate;
  facts?: RuleFacts;
}

/** A difference between two versions of an app. */
export interface DocumentChange {
  kind: DocumentKind;
  key: string;
  change: 'added' | 'removed' | 'changed';
  /** JSON pointers of what differs, for `changed`. */
  paths: string[];
}

/** One place that uses what changes. */
export interface ImpactUse {
  kind: DocumentKind;
  key: string;
  title: string;
  /** JSON pointers of the uses. */
  paths: string[];
  /** Whether it reads it by a formula. */
  formula: boolean;
}

/** Who uses an entity or one of its fields. */
export interface Impact {
  entity: string;
  field?: string;
  uses: ImpactUse[];
}

/** What a change does to stored records. */
export type MigrationStep =
  | { kind: 'entityAdded' | 'entityRemoved'; entity: string; title: string }
  | { kind: 'fieldAdded' | 'fieldRemoved'; entity: string; field: string; title: string }
  | { kind: 'fieldTypeChanged'; entity: string; field: string; title: string; from: FieldTypeName; to: FieldTypeName }
  | { kind: 'fieldRequired' | 'fieldUnique'; entity: string; field: string; title: string }
  | { kind: 'optionRemoved'; entity: string; field: string; title: string; value: string };

/** One record of sample data: `$key`, and field values; relations and members name a `$key`. */
export type SampleRecord = { $key: string } & Record<string, unknown>;

/** One invented person of sample data. */
export interface SamplePerson {
  key: string;
  name: string;
  email: string;
  department?: string;
  /** Key of another sample person. */
  manager?: string;
  /** As `app.role`. */
  roles: string[];
}

/** A whole app package. */
export interface AppPackage {
  docs: AppDocuments;
  data: Map<string, SampleRecord[]>;
  people: SamplePerson[];
}

/** Every kind of field by name. */
export const fieldTypes: ReadonlyMap<FieldTypeName, FieldType> = new Map();

/** The kind of a field; every name of the schema has one. */
export const fieldType = (name: FieldTypeName): FieldType => planned(name);

/** All problems of an app at once, each with its document and path. */
export const checkApp = (_docs: AppDocuments): Problem[] => planned('checkApp');

/** The entity with defaults applied and rules compiled. Throws FormulaError for a rule that checkApp refuses. */
export const normaliseEntity = (doc: EntityDoc): Entity => planned(doc.key);

/** A checked filter. Throws AppError BAD_QUERY with every problem and its path. */
export const parseFilter = (_input: unknown, _entity: Entity, _rights?: QueryRights): Filter => planned('parseFilter');

/** A checked list of at most three sort keys. Throws AppError BAD_QUERY. */
export const parseSort = (_input: unknown, _entity: Entity, _rights?: QueryRights): Sort[] => planned('parseSort');

/** A checked list of groups. Throws AppError BAD_QUERY. */
export const parseGroups = (_input: unknown, _entity: Entity, _rights?: QueryRights): Group[] => planned('parseGroups');

/** A checked list of measures. Throws AppError BAD_QUERY. */
export const parseMeasures = (_input: unknown, _entity: Entity, _rights?: QueryRights): Measure[] => planned('parseMeasures');

/** The same filter with constants only. Spans become gte/lt terms of the fitting kind (day or instant); `me` and its kin become ids. */
export const resolveFilter = (_filter: Filter, _facts: FilterFacts, _entity: Entity): Filter => planned('resolveFilter');

/** Whether a record meets a resolved filter. */
export const matchesFilter = (_filter: Filter, _record: RecordData, _entity: Entity): boolean => planned('matchesFilter');

/** Every field a filter looks at. */
export const filterFields = (_filter: Filter): Set<string> => planned('filterFields');

/** One filter that holds when all do; undefined ones do not count. */
export const andFilters = (..._filters: Array<Filter | undefined>): Filter => planned('andFilters');

/** The JSON Schema that is enforced on a record: own fields only, nothing else allowed. */
export const recordSchema = (_entity: Entity): Record<string, unknown> => planned('recordSchema');

/** A function that judges data by a JSON Schema (Ajv; server side). At most 100 problems. */
export const compileValidator = (_schema: object): Validate => planned('compileValidator');

/** The text of a self-contained ES module whose default export judges a record as compileValidator does. */
export const validatorModule = (_schema: object): string => planned('validatorModule');

/** Everything wrong with a record: schema, field kinds, rules. Empty values count as absent. */
export const validateRecord = (_check: RecordCheck): Problem[] => planned('validateRecord');

/** The record as it is stored: every value normalised by its kind, empty ones left out. */
export const normaliseRecord = (_record: RecordData, _entity: Entity): RecordData => planned('normaliseRecord');

/** What differs between two versions of an app. */
export const diffApps = (_before: AppDocuments | undefined, _after: AppDocuments): DocumentChange[] => planned('diffApps');

/** Who uses an entity or one of its fields. */
export const impactOf = (_change: { entity: string; field?: string }, _docs: AppDocuments): Impact => planned('impactOf');

/** What a change does to stored records. */
export const migrationOf = (_before: AppDocuments | undefined, _after: AppDocuments): MigrationStep[] => planned('migrationOf');

/** The app's documents with every text in one language; what is not translated stays. */
export const translateApp = (_docs: AppDocuments, _locale: Locale): AppDocuments => planned('translateApp');

/** An app from its files by path. Throws AppError PACKAGE_INVALID with every problem. */
export const readPackage = (_files: ReadonlyMap<string, string>): AppPackage => planned('readPackage');

/** The files of an app by path, formatted for Git. */
export const writePackage = (_pack: AppPackage): Map<string, string> => planned('writePackage');
