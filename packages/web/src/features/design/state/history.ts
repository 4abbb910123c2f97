import type { AppDocuments } from '@formwright/metadata';
import { type AnyDocument, type DocumentRef, documentOf, refName, withDocument } from './documents.ts';

/** One document as an act leaves it; undefined takes it out of the app. */
export interface Edit {
  ref: DocumentRef;
  document: AnyDocument | undefined;
}

interface Change extends Edit {
  before: AnyDocument | undefined;
}

/** One act of a person: all documents it touched. */
export interface Step {
  changes: Change[];
  /** Acts in a row with the same name (typing in one field) are undone together. */
  merge: string | undefined;
}

/** What is being designed and the way back. */
export interface History {
  docs: AppDocuments;
  past: readonly Step[];
  future: readonly Step[];
}

const longest = 200;

/** A history that begins now. */
export function startHistory(docs: AppDocuments): History {
  return { docs, past: [], future: [] };
}

/** Does an act; one that changes nothing leaves the history as it is. */
export function act(history: History, edits: readonly Edit[], merge?: string): History {
  const changes = edits
    .map((edit) => ({ ...edit, before: documentOf(history.docs, edit.ref) }))
    .filter((change) => change.before !== change.document);
  if (changes.length === 0) return history;
  const docs = apply(history.docs, changes);
  const last = history.past.at(-1);
  const merges = last !== undefined && merge !== undefined && last.merge === merge && history.future.length === 0;
  const step: Step = { changes: merges ? joined(last.changes, changes) : changes, merge };
  const past = merges ? [...history.past.slice(0, -1), step] : [...history.past, step];
  return { docs, past: past.slice(-longest), future: [] };
}

/** Takes the last act back. */
export function undo(history: History): History {
  const step = history.past.at(-1);
  if (step === undefined) return history;
  const back = step.changes.map((change) => ({ ...change, document: change.before })).reverse();
  return { docs: apply(history.docs, back), past: history.past.slice(0, -1), future: [step, ...history.future] };
}

/** Does the act again that was taken back last. */
export function redo(history: History): History {
  const [step, ...future] = history.future;
  if (step === undefined) return history;
  return { docs: apply(history.docs, step.changes), past: [...history.past, { ...step, merge: undefined }], future };
}

function apply(docs: AppDocuments, edits: readonly Edit[]): AppDocuments {
  return edits.reduce((all, edit) => withDocument(all, edit.ref, edit.document), docs);
}

function joined(first: readonly Change[], then: readonly Change[]): Change[] {
  const merged = new Map(first.map((change) => [refName(change.ref), change]));
  for (const change of then) {
    const earlier = merged.get(refName(change.ref));
    merged.set(refName(change.ref), earlier === undefined ? change : { ...change, before: earlier.before });
  }
  return [...merged.values()];
}
