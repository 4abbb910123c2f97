import type { AppDocuments, DocumentKind } from './app-documents.ts';
import type { FieldTypeName } from './generated/documents.ts';
import type { Problem } from './problems/problem.ts';
import type { Locale } from './text.ts';

const planned = (name: string): never => {
  throw new Error(`not yet: ${name}`);
};

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

/** All problems of an app at once, each with its document and path. */
export const checkApp = (_docs: AppDocuments): Problem[] => planned('checkApp');

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
