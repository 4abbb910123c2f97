/** The kinds of designer, as they stand in addresses. */
export type DesignerPage = 'form' | 'workflow';

/** The kind of designer that an address opens. */
export function pageOf(pathname: string): DesignerPage {
  return /\/design\/workflow(\/|$)/.test(pathname) ? 'workflow' : 'form';
}

/** The document that an address opens, or undefined. */
export function openKey(pathname: string): string | undefined {
  return /\/design\/(?:form|workflow)\/([^/]+)/.exec(pathname)?.[1];
}

/** Address of a document in its designer. */
export function addressOf(app: string, page: DesignerPage, key?: string): string {
  return `/apps/${app}/design/${page}${key === undefined ? '' : `/${key}`}`;
}
