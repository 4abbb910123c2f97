import type { AppDocuments } from '@formwright/metadata';

/** The entity an app is about most: the first of its menu, else the first of its documents. */
export function firstEntity({ app, entities }: AppDocuments): string | undefined {
  const first = app.menu?.find(({ kind, key }) => kind === 'entity' && entities.some((entity) => entity.key === key));
  return first?.key ?? entities[0]?.key;
}
