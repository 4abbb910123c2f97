import type { AppDocuments } from '@formwright/metadata';
import { listDocuments } from '@formwright/metadata';
import { type AnyDocument, type DocumentRef, documentOf, refName } from './documents.ts';

/** One document as the server holds it in the draft. */
export interface Saved {
  document: AnyDocument | undefined;
  /** Draft version for If-Match; 0 while nobody edited it. */
  version: number;
}

/** What the server holds, by `kind/key`. */
export type SavedDocuments = ReadonlyMap<string, Saved>;

/** A document whose latest edits the server does not have yet. */
export interface Unsaved {
  ref: DocumentRef;
  document: AnyDocument | undefined;
  version: number;
}

/** What the server holds, from its answer. */
export function savedFrom(docs: AppDocuments, versions: Readonly<Record<string, number>>): SavedDocuments {
  const numbers = new Map(Object.entries(versions));
  const saved = new Map<string, Saved>();
  for (const { kind, key, document } of listDocuments(docs)) {
    const name = refName({ kind, key });
    saved.set(name, { document, version: numbers.get(name) ?? 0 });
  }
  for (const [name, version] of numbers) if (!saved.has(name)) saved.set(name, { document: undefined, version });
  return saved;
}

/** Every document that differs from what the server holds, entities before what builds on them. */
export function unsavedOf(docs: AppDocuments, saved: SavedDocuments): Unsaved[] {
  const changed: Unsaved[] = [];
  for (const { kind, key, document } of listDocuments(docs)) {
    const held = saved.get(refName({ kind, key }));
    if (held?.document !== document) changed.push({ ref: { kind, key }, document, version: held?.version ?? 0 });
  }
  for (const [name, held] of saved) {
    const ref = refOf(name);
    if (held.document !== undefined && documentOf(docs, ref) === undefined)
      changed.push({ ref, document: undefined, version: held.version });
  }
  return changed;
}

function refOf(name: string): DocumentRef {
  const at = name.indexOf('/');
  return { kind: name.slice(0, at) as DocumentRef['kind'], key: name.slice(at + 1) };
}
