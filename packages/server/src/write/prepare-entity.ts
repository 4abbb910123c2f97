import { type AppDocuments, type Entity, normaliseEntity, type Problem, pointer } from '@formwright/metadata';
import type { PublishedEntity } from '../store/catalogue.ts';
import type { BulkStatement } from '../store/condition.ts';
import { createQuietly } from '../store/connect-store.ts';
import { isIndexMissing } from '../store/database-errors.ts';
import { derivedFingerprint, derivedParts, uniqueEntries } from '../store/derived-parts.ts';
import type { StoredRecord } from '../store/rows.ts';
import type { Services } from '../store/services.ts';
import { wantedIndexes } from '../store/wanted-indexes.ts';

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

const batchSize = 500;

/**
 * Makes the collection and indexes of an entity, and derives search tokens, sort keys and unique entries anew where the
 * documents ask for others than before; call it before the version is switched. Answers the new fingerprint, and the
 * problems that forbid publishing (values that a new unique rule finds twice).
 */
export async function prepareEntity(services: Services, preparation: EntityPreparation): Promise<{ derived: string; problems: Problem[] }> {
  const document = preparation.documents.entities.find((each) => each.key === preparation.key);
  if (!document) return { derived: preparation.derived, problems: [] };
  const entity = normaliseEntity(document);
  const records = services.store.records(preparation.id);
  await createQuietly(() => records.createCollection());
  await makeIndexes(records, entity, preparation.documents);
  const derived = derivedFingerprint(entity);
  if (derived === preparation.derived) return { derived, problems: [] };
  const problems = await findRepeats(records, entity);
  if (problems.length === 0) await deriveAnew(records, entity);
  return { derived, problems };
}

/** Adds missing indexes first, then drops those no longer wanted, so that no query is without one meanwhile. */
async function makeIndexes(records: RecordModel, entity: Entity, documents: AppDocuments): Promise<void> {
  const wanted = wantedIndexes(entity, documents);
  const kept = new Set(['_id_']);
  for (const { keys, options } of wanted) kept.add(await records.collection.createIndex(keys, options));
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

/** Writes the derived parts of every record again; a record changed meanwhile was derived by its writer or is met by the version it had. */
async function deriveAnew(records: RecordModel, entity: Entity): Promise<void> {
  const pending: BulkStatement[] = [];
  const flush = async () => {
    if (pending.length > 0) await records.collection.bulkWrite(pending.splice(0) as never, { ordered: false });
  };
  for await (const row of records.collection.find<Pick<StoredRecord, '_id' | 'f' | 'version'>>({}, { projection: { f: 1, version: 1 } })) {
    const { s, q, t, u } = derivedParts(row.f, entity);
    const gone = { ...(t ? {} : { t: '' }), ...(u ? {} : { u: '' }) };
    const update = { $set: { s, q, ...(t ? { t } : {}), ...(u ? { u } : {}) }, ...(Object.keys(gone).length > 0 ? { $unset: gone } : {}) };
    pending.push({ updateOne: { filter: { _id: row._id, version: row.version }, update } });
    if (pending.length >= batchSize) await flush();
  }
  await flush();
}
