import type { AppDocuments, Problem } from '@formwright/metadata';
import { newId } from '../store/ids.ts';
import type { AppRow } from '../store/rows.ts';
import type { Services } from '../store/services.ts';
import { prepareEntity } from '../write/prepare-entity.ts';

/**
 * Gets collections and indexes ready for documents about to be published. An entity that is new, also one that was removed and
 * comes again, gets a collection of its own: it must not show the old one's records.
 */
export async function prepareEntities(
  services: Services,
  documents: AppDocuments,
  before: AppRow['entities'],
): Promise<{ entities: AppRow['entities']; problems: Problem[] }> {
  const entities: AppRow['entities'] = [];
  const problems: Problem[] = [];
  for (const { key } of documents.entities) {
    const known = before.find((entry) => entry.key === key) ?? { key, id: String(newId()), derived: '' };
    const prepared = await prepareEntity(services, { id: known.id, key, documents, derived: known.derived });
    entities.push({ ...known, derived: prepared.derived });
    problems.push(...prepared.problems.map((problem): Problem => ({ ...problem, document: { kind: 'entity', key } })));
  }
  return { entities, problems };
}
