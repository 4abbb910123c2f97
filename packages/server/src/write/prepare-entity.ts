import type { AppDocuments, Problem } from '@formwright/metadata';
import type { Services } from '../store/services.ts';

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

/**
 * Makes the collection and indexes of an entity, and derives search tokens, sort keys and unique entries anew where the
 * documents ask for others than before; call it before the version is switched. Answers the new fingerprint, and the
 * problems that forbid publishing (values that a new unique rule finds twice).
 */
export function prepareEntity(_services: Services, _preparation: EntityPreparation): Promise<{ derived: string; problems: Problem[] }> {
  throw new Error('not yet: prepareEntity');
}
