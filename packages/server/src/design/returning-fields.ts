import { type AppDocuments, type Entity, type EntityField, normaliseEntity } from '@formwright/metadata';
import type { AppRow, AppVersionRow } from '../store/rows.ts';
import type { Services } from '../store/services.ts';

/** An entity as it is published, and as it shall be. */
export interface EntityChange {
  /** Internal id. */
  id: string;
  key: string;
  before: Entity;
  after: Entity;
}

type Fields = Map<string, EntityField>;

/** Fields that come again after they were removed, as they last were, by internal id of their entity: their values still stand in the records. */
export async function returningFields({ store }: Services, app: AppRow, changes: readonly EntityChange[]): Promise<Map<string, Fields>> {
  const found = new Map(changes.map(({ id }) => [id, new Map() as Fields]));
  let open = changes
    .map(({ id, key, before, after }) => ({ id, key, fields: newKeys(before, after) }))
    .filter(({ fields }) => fields.size > 0);
  if (open.length === 0) return found;
  const options = { projection: { documents: 1 }, sort: { version: -1 }, batchSize: 10 } as const;
  const versions = store.models.appVersions.collection.find<Pick<AppVersionRow, 'documents'>>({ app: app._id }, options);
  for await (const { documents } of versions) {
    open = open.filter(({ fields }) => fields.size > 0);
    if (open.length === 0) break;
    // Most fields are new indeed: looking for their names is much cheaper than reading every version.
    if (!open.some(({ fields }) => [...fields].some((field) => documents.includes(`"${field}"`)))) continue;
    const { entities }: AppDocuments = JSON.parse(documents);
    for (const { id, key, fields } of open) {
      const document = entities.find((entity) => entity.key === key);
      for (const [field, was] of document ? normaliseEntity(document).fields : []) if (fields.delete(field)) found.get(id)?.set(field, was);
    }
  }
  return found;
}

function newKeys(before: Entity, after: Entity): Set<string> {
  return new Set(after.ownFields.map(({ key }) => key).filter((key) => !before.fields.has(key)));
}
