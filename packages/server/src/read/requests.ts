import type { RecordData } from '@formwright/metadata';

/** Where a record lives. */
export interface EntityAddress {
  app: string;
  entity: string;
}

/** Names one record. */
export interface RecordAddress extends EntityAddress {
  id: string;
}

/** Which records. */
export interface Selection extends EntityAddress {
  /** Filter tree as it came; checked here. */
  filter?: unknown;
  /** Quick search text. */
  search?: string;
  /** Key of a view whose filter and sort come first. */
  view?: string;
}

/** A page of records. */
export interface PageRequest extends Selection {
  sort?: unknown;
  /** Fields to answer; all that may be seen when left out. */
  fields?: readonly string[];
  /** 1 to 500; default 50. */
  limit?: number;
  cursor?: string;
  /** Whether to count all records of the selection too. */
  count?: boolean;
}

/** A page of records as the reader may see them. */
export interface RecordPage {
  records: RecordData[];
  next?: string;
  count?: number;
}

/** A group-by request. */
export interface AggregateRequest extends Selection {
  groups?: unknown;
  measures: unknown;
  /** Filter over the rows: names of measures and grouped fields. */
  having?: unknown;
  sort?: unknown;
  /** 1 to 1000; default 1000. */
  limit?: number;
}

/** History of a record. */
export interface ChangesRequest extends RecordAddress {
  cursor?: string;
  /** 1 to 100; default 50. */
  limit?: number;
}
