import { type AppDocuments, type Entity, normaliseEntity, type Problem, pointer } from '@formwright/metadata';
import type { PublishedEntity } from '../store/catalogue.ts';
import type { BulkStatement, Condition } from '../store/condition.ts';
import { createQuietly } from '../store/connect-store.ts';
import { duplicatesIn, isIndexMissing } from '../store/database-errors.ts';
import { type DerivedParts, derivedFingerprint, derivedParts, uniqueEntries } from '../store/derived-parts.ts';
import { idOf } from '../store/ids.ts';
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

/**
 * Derives anew what was derived by other documents than the published ones: call it after the switch, when writers that had
 * not heard of it are done. A record whose unique value another one took meanwhile keeps everything but that entry, and its
 * next write is refused until the value is its own.
 */
export async function deriveLate(target: PublishedEntity, ids?: readonly string[]): Promise<void> {
  await deriveAnew(target.records, target.entity, ids === undefined ? {} : { _id: { $in: ids.map(idOf) } });
}

/** Writes the derived parts of records again that were derived by other documents; one changed meanwhile is left to its writer. */
async function deriveAnew(records: RecordModel, entity: Entity, among: Condition = {}): Promise<void> {
  const pending: Outdated[] = [];
  const outdated = { ...among, d: { $ne: derivedFingerprint(entity) } };
  for await (const row of records.collection.find<Outdated>(outdated, { projection: { f: 1, version: 1 } })) {
    pending.push(row);
    if (pending.length >= batchSize) await writeDerived(records, entity, pending.splice(0));
  }
  if (pending.length > 0) await writeDerived(records, entity, pending);
}

type Outdated = Pick<StoredRecord, '_id' | 'f' | 'version'>;

async function writeDerived(records: RecordModel, entity: Entity, rows: readonly Outdated[]): Promise<void> {
  const parts = rows.map((row) => derivedParts(row.f, entity));
  const statements = rows.map((row, index) => derivedUpdate(row, parts[index] ?? {}));
  try {
    await records.collection.bulkWrite(statements as never, { ordered: false });
  } catch (error) {
    const taken = duplicatesIn(error);
    if (!taken) throw error;
    const without = rows.flatMap((row, index) => {
      const { u: _u, d: _d, ...rest } = parts[index] ?? {};
      return taken.includes(index) ? [derivedUpdate(row, rest)] : [];
    });
    await records.collection.bulkWrite(without as never, { ordered: false });
  }
}

function derivedUpdate({ _id, version }: Outdated, parts: Partial<DerivedParts>): BulkStatement {
  const gone = Object.fromEntries((['t', 'u'] as const).filter((key) => parts[key] === undefined).map((key) => [key, '']));
  const update = { $set: parts, ...(Object.keys(gone).length > 0 ? { $unset: gone } : {}) };
  return { updateOne: { filter: { _id, version }, update } };
}
