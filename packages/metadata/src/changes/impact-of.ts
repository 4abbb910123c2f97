import { type AppDocuments, type DocumentKind, listDocuments } from '../app-documents.ts';
import { fieldUses } from './field-uses.ts';

/** One document that uses what changes. */
export interface ImpactUse {
  kind: DocumentKind;
  key: string;
  title: string;
  /** JSON pointers of the uses. */
  paths: string[];
  /** Whether a formula is among them. */
  formula: boolean;
}

/** Who uses an entity or one of its fields. */
export interface Impact {
  entity: string;
  field?: string;
  uses: ImpactUse[];
}

/** Which documents of an app use an entity (also through its fields) or one field of it. */
export function impactOf(change: { entity: string; field?: string }, docs: AppDocuments): Impact {
  const names = new Set([change.entity, `${docs.app.key}.${change.entity}`]);
  const uses = listDocuments(docs).flatMap((entry): ImpactUse[] => {
    const isItself = change.field === undefined && entry.kind === 'entity' && entry.key === change.entity;
    if (isItself) return [];
    const found = fieldUses(entry, docs).filter(
      (use) => names.has(use.entity) && (change.field === undefined || use.field === change.field),
    );
    if (found.length === 0) return [];
    const paths = [...new Set(found.map((use) => use.path))];
    return [{ kind: entry.kind, key: entry.key, title: entry.document.title, paths, formula: found.some((use) => use.formula) }];
  });
  return { ...change, uses };
}
