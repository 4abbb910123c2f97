import type { AppDoc, DashboardDoc, EntityDoc, FormDoc, RoleDoc, ViewDoc, WorkflowDoc } from './generated/documents.ts';

/** The kinds of document an app is made of. */
export type DocumentKind = 'app' | 'entity' | 'form' | 'view' | 'workflow' | 'dashboard' | 'role';

/** Document type by kind. */
export interface DocumentByKind {
  app: AppDoc;
  entity: EntityDoc;
  form: FormDoc;
  view: ViewDoc;
  workflow: WorkflowDoc;
  dashboard: DashboardDoc;
  role: RoleDoc;
}

/** All documents of one version of one app. */
export interface AppDocuments {
  app: AppDoc;
  entities: EntityDoc[];
  forms: FormDoc[];
  views: ViewDoc[];
  workflows: WorkflowDoc[];
  dashboards: DashboardDoc[];
  roles: RoleDoc[];
  /** Translations by locale and path, as `entities.customer.properties.name.title`. */
  i18n: Record<string, Record<string, string>>;
}

/** The list of AppDocuments that holds a kind, which is also the folder it has in a package. */
export type DocumentList = 'entities' | 'forms' | 'views' | 'workflows' | 'dashboards' | 'roles';

/** Every kind of which an app has many, with its list. */
export const documentLists: ReadonlyMap<Exclude<DocumentKind, 'app'>, DocumentList> = new Map([
  ['entity', 'entities'],
  ['form', 'forms'],
  ['view', 'views'],
  ['workflow', 'workflows'],
  ['dashboard', 'dashboards'],
  ['role', 'roles'],
]);

/** Every kind of document, in the order they are shown. */
export const documentKinds: readonly DocumentKind[] = ['app', ...documentLists.keys()];

/** One document with its kind. */
export interface DocumentEntry {
  kind: DocumentKind;
  key: string;
  document: DocumentByKind[DocumentKind];
}

/** All documents of an app as one list, the app's own first. */
export function listDocuments(docs: AppDocuments): DocumentEntry[] {
  const entries: DocumentEntry[] = [{ kind: 'app', key: docs.app.key, document: docs.app }];
  for (const [kind, list] of documentLists) {
    for (const document of docs[list]) entries.push({ kind, key: document.key, document });
  }
  return entries;
}

/** Who an app's document is, or undefined. */
export function findDocument<Kind extends DocumentKind>(docs: AppDocuments, kind: Kind, key: string): DocumentByKind[Kind] | undefined {
  return listDocuments(docs).find((entry) => entry.kind === kind && entry.key === key)?.document as DocumentByKind[Kind] | undefined;
}
