import { type AppDocuments, type DocumentByKind, type DocumentKind, documentLists, findDocument } from '@formwright/metadata';

/** Names one document of an app. */
export interface DocumentRef<Kind extends DocumentKind = DocumentKind> {
  kind: Kind;
  key: string;
}

/** Any document. */
export type AnyDocument = DocumentByKind[DocumentKind];

/** The name under which drafts list a document, as `form/customer`. */
export function refName(ref: DocumentRef): string {
  return `${ref.kind}/${ref.key}`;
}

/** The document of a name, or undefined. */
export function documentOf<Kind extends DocumentKind>(docs: AppDocuments, ref: DocumentRef<Kind>): DocumentByKind[Kind] | undefined {
  return findDocument(docs, ref.kind, ref.key);
}

/** The app with one document put in, replaced, or (undefined) taken out; the others are the same objects. */
export function withDocument(docs: AppDocuments, ref: DocumentRef, document: AnyDocument | undefined): AppDocuments {
  if (ref.kind === 'app') return document === undefined ? docs : { ...docs, app: document as AppDocuments['app'] };
  const list = documentLists.get(ref.kind);
  if (list === undefined) return docs;
  const before = docs[list] as { key: string }[];
  const index = before.findIndex((one) => one.key === ref.key);
  return { ...docs, [list]: placed(before, index, document) };
}

function placed(list: readonly { key: string }[], index: number, document: AnyDocument | undefined): unknown[] {
  if (document === undefined) return list.filter((_, at) => at !== index);
  return index < 0 ? [...list, document] : list.map((one, at) => (at === index ? document : one));
}
