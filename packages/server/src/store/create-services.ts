import { createCatalogue } from './create-catalogue.ts';
import type { OrganisationFacts, Services } from './services.ts';
import type { Store } from './store.ts';

/** Loads the published apps and the organisation's facts over a store. `now` (ms) defaults to the system clock. */
export async function createServices(store: Store, options: { now?: () => number } = {}): Promise<Services> {
  const now = options.now ?? Date.now;
  let facts: OrganisationFacts = { timeZone: 'UTC', locale: 'zh-CN', secret: '' };
  const refreshOrganisation = async (): Promise<void> => {
    const row = await store.models.organisation.findById('organisation').lean();
    if (row) facts = { timeZone: row.timeZone, locale: row.locale, secret: row.secret };
  };
  const organisation = (): OrganisationFacts => facts;
  const catalogue = createCatalogue({ store, now, organisation });
  await Promise.all([refreshOrganisation(), catalogue.refresh()]);
  return { store, catalogue, now, organisation, refreshOrganisation };
}
