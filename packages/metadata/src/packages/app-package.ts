import type { AppDocuments } from '../app-documents.ts';

/** A day or instant of sample data, relative to the day of installation: `{ "$days": -3, "time": "09:30" }`. */
export interface SampleDate {
  /** Days after the installation; negative for before. */
  $days: number;
  /** For date-times: the local time `HH:mm`; 09:00 when left out. */
  time?: string;
}

/** One record of sample data: its local name and its fields. A relation names the `$key` of its target, a member the key of a sample person. */
export type SampleRecord = { $key: string } & Record<string, unknown>;

/** One invented person of sample data. */
export interface SamplePerson {
  /** Local name by which records refer to the person. */
  key: string;
  name: string;
  email: string;
  /** Name of a department. */
  department?: string;
  /** Key of another sample person. */
  manager?: string;
  /** As `app.role`. */
  roles: string[];
}

/** A whole app package. */
export interface AppPackage {
  docs: AppDocuments;
  /** Sample records by entity, entities that others relate to first. */
  data: Map<string, SampleRecord[]>;
  people: SamplePerson[];
}
