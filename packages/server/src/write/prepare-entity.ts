import { type AppDocuments, type Entity, normaliseEntity, type Problem, pointer } from '@formwright/metadata';
import type { PublishedEntity } from '../store/catalogue.ts';
import { createQuietly } from '../store/connect-store.ts';
import { isIndexMissing } from '../store/database-errors.ts';
import { derivedFingerprint, uniqueEntries } from '../store/derived-parts.ts';
import { idOf } from '../store/ids.ts';
import type { StoredRecord } from '../store/rows.ts';
import type { Services } from '../store/services.ts';
import { wantedIndexes } from '../store/wanted-indexes.ts';
import { deriveAnew } from './derive-anew.ts';

/** What publishing asks the store to get ready. */
export interface EntityPreparation {
  /** Internal id of the entity. */
  id: string;
  key: string;
  /** The documents about to be published. */
  documents: AppDocuments;
  /** Fingerprint kept from the last time (`entities[].derived` of the app's row); '' for a new entity. */
  derived: string;
}

type RecordModel = PublishedEntity['records'];

/**
 * Makes the collection and indexes of an entity, and derives search tokens, sort keys and unique entries anew where the
 * documents ask for others than before; call it before the version is switched. Until then the published documents hold: whatever
 * they need stays, so that a publication that is refused or dies here breaks nothing. Answers the new fingerprint, and the
 * problems that forbid publishing (values that a new unique rule finds twice).
 */
export async function prepareEntity(services: Services, preparation: EntityPreparation): Promise<{ derived: string; problems: Problem[] }> {
  const { id, key, documents } = preparation;
  const document = documents.entities.find((each) => each.key === key);
  if (!document) return { derived: preparation.derived, problems: [] };
  const entity = normaliseEntity(document);
  const records = services.store.records(id);
  await createQuietly(() => records.createCollection());
  for (const { keys, options } of wantedIndexes(entity, documents)) await records.collection.createIndex(keys, options);
  const derived = derivedFingerprint(entity);
  if (derived === preparation.derived) return { derived, problems: [] };
  const problems = await findRepeats(records, entity);
  if (problems.length === 0) await deriveAnew(records, { entity, published: services.catalogue.entityById(id)?.entity });
  return { derived, problems };
}

/** Drops the indexes that the published documents no longer want; call it after the switch. */
export async function tidyIndexes({ records, entity, app }: PublishedEntity): Promise<void> {
  const wanted = wantedIndexes(entity, app.documents);
  // A name is made of the keys unless it is given, as the database does.
  const kept = new Set(['_id_', ...wanted.map(({ keys, options }) => options.name ?? Object.entries(keys).flat().join('_'))]);
  const present = await records.collection.indexes();
  for (const { name } of present) if (name !== undefined && !kept.has(name)) await records.collection.dropIndex(name).catch(ignoreMissing);
}

function ignoreMissing(error: unknown): void {
  if (!isIndexMissing(error)) throw error;
}

/** At most twenty fields with values that occur twice. */
async function findRepeats(records: RecordModel, entity: Entity): Promise<Problem[]> {
  if (entity.unique.length === 0) return [];
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for await (const row of records.collection.find<Pick<StoredRecord, 'f'>>({}, { projection: { f: 1 } })) {
    for (const entry of uniqueEntries(row.f, entity)) {
      if (seen.has(entry)) repeated.add(entry.slice(0, entry.indexOf(':')));
      seen.add(entry);
    }
  }
  return entity.unique
    .filter((rule) => repeated.has(rule.name))
    .map((rule) => ({
      path: `/properties${pointer(rule.fields[0] ?? '')}`,
      code: 'DUPLICATE',
      params: { fields: rule.fields.map((key) => entity.fields.get(key)?.title ?? key).join(' + ') },
    }));
}

/**
 * Derives anew what was derived by other documents than the published ones: call it after the switch, when writers that had
 * not heard of it are done, and after a publication that came to nothing. A record whose unique value another one took meanwhile
 * keeps everything but that entry, and its next write is refused until the value is its own.
 */
export async function deriveLate({ records, entity }: PublishedEntity, ids?: readonly string[]): Promise<void> {
  await deriveAnew(records, { entity, ...(ids === undefined ? {} : { among: { _id: { $in: ids.map(idOf) } } }) });
}
