import { create } from 'zustand';

/** What somebody else just changed in a record. */
export interface LiveMark {
  fields: ReadonlySet<string>;
  /** Id of the person. */
  by: string;
  /** Whether the whole record is new here. */
  added: boolean;
}

const lifetime = 6000;

/** Marks on records that somebody else just changed; each fades after 6 s. */
export const useLiveMarks = create<{ marks: ReadonlyMap<string, LiveMark> }>(() => ({ marks: new Map() }));

/** Marks a record for 6 s. */
export function markRecord(id: string, mark: LiveMark): void {
  useLiveMarks.setState(({ marks }) => ({ marks: new Map(marks).set(id, mark) }));
  setTimeout(() => {
    useLiveMarks.setState(({ marks }) => {
      if (marks.get(id) !== mark) return { marks };
      const rest = new Map(marks);
      rest.delete(id);
      return { marks: rest };
    });
  }, lifetime);
}
