// Everybody else knows rows by these types only; how they are stored is the store's own.
export type { AppRow, AppVersionRow, DraftRow } from './models/apps.ts';
export type { ChangeAuthor, ChangeKind, ChangeRow, ChangeSubject, FieldChange } from './models/changes.ts';
export type { FileRow, IdempotencyRow } from './models/coordination.ts';
export type { DepartmentDoc, KeyDoc, OrganisationDoc, UserDoc } from './models/people.ts';
export type { StoredRecord } from './models/records.ts';
export type { RunRow } from './models/work.ts';
