import type { Draft } from '@formwright/client';
import { createStore, type StoreApi } from 'zustand';
import { type AnyDocument, type DocumentRef, refName } from './documents.ts';
import { act, type Edit, type History, redo, startHistory, undo } from './history.ts';
import { type SavedDocuments, savedFrom } from './saving.ts';
import { nothing, type Selection } from './selection.ts';

/** Another admin saved the same document meanwhile; nothing of either is lost until this one chooses. */
export interface Conflict {
  ref: DocumentRef;
  by: string;
  theirs: AnyDocument | undefined;
  version: number;
}

/** Whether the server has the latest edits. */
export type SaveState = { at: 'saved' } | { at: 'saving' } | { at: 'failed'; error: unknown };

/** Everything a designer knows and does. */
export interface Design {
  app: string;
  history: History;
  saved: SavedDocuments;
  save: SaveState;
  /** Counts saves; the draft is checked again after each. */
  saves: number;
  conflict: Conflict | undefined;
  selection: Selection;
  /** Does an act of the person; acts in a row with the same `merge` are undone together. */
  act: (edits: readonly Edit[], merge?: string) => void;
  undo: () => void;
  redo: () => void;
  select: (selection: Selection) => void;
  setSave: (save: SaveState) => void;
  /** The server has this document now. */
  stored: (ref: DocumentRef, document: AnyDocument | undefined, version: number) => void;
  setConflict: (conflict: Conflict | undefined) => void;
  /** Settles a conflict: theirs replaces mine (which undo brings back), or mine is saved over theirs. */
  settle: (keep: 'theirs' | 'mine') => void;
}

/** The store of one designer. */
export type DesignStore = StoreApi<Design>;

/** A designer's store over a draft as the server holds it. */
export function createDesignStore(app: string, draft: Draft): DesignStore {
  return createStore<Design>((set, get) => ({
    app,
    history: startHistory(draft.documents),
    saved: savedFrom(draft.documents, draft.versions),
    save: { at: 'saved' },
    saves: 0,
    conflict: undefined,
    selection: nothing,
    act: (edits, merge) => set(({ history }) => ({ history: act(history, edits, merge) })),
    undo: () => set(({ history }) => ({ history: undo(history) })),
    redo: () => set(({ history }) => ({ history: redo(history) })),
    select: (selection) => set({ selection }),
    setSave: (save) => set({ save }),
    stored: (ref, document, version) =>
      set((design) => ({ saved: held(design.saved, ref, { document, version }), saves: design.saves + 1 })),
    setConflict: (conflict) => set({ conflict }),
    settle: (keep) => {
      const { conflict, saved, history } = get();
      if (conflict === undefined) return;
      const { ref, theirs, version } = conflict;
      const now = { saved: held(saved, ref, { document: theirs, version }), conflict: undefined, save: { at: 'saved' } as const };
      set(keep === 'mine' ? now : { ...now, history: act(history, [{ ref, document: theirs }]) });
    },
  }));
}

function held(saved: SavedDocuments, ref: DocumentRef, document: { document: AnyDocument | undefined; version: number }): SavedDocuments {
  return new Map(saved).set(refName(ref), document);
}
