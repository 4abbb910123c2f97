import { create } from 'zustand';

/** The records of the list one came from, for previous and next. */
export interface RecordSequence {
  app: string;
  entity: string;
  ids: readonly string[];
  /** How many the list holds in all. */
  count: number | undefined;
}

/** The list that was last on screen. */
export const useRecordSequence = create<{ sequence: RecordSequence | undefined }>(() => ({ sequence: undefined }));
