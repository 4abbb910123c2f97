import { type AppDocuments, listDocuments } from '../app-documents.ts';
import type { Problem } from '../problems/problem.ts';
import { checkReferences } from './check-references.ts';
import { checkShape } from './check-shape.ts';
import { inDocument } from './checked-app.ts';

/** All problems of an app at once, each with its document and path. A document of a wrong shape is only told its shape. */
export function checkApp(docs: AppDocuments): Problem[] {
  const unsound = new Set<unknown>();
  const shapes = listDocuments(docs).flatMap(({ kind, key, document }) => {
    const problems = checkShape(kind, document);
    if (problems.length > 0) unsound.add(document);
    return inDocument(kind, key, problems);
  });
  if (unsound.has(docs.app)) return shapes;
  return [...shapes, ...checkReferences(docs, (entry) => !unsound.has(entry.document))];
}
