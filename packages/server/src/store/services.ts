import type { Catalogue } from './catalogue.ts';
import type { Store } from './store.ts';

/** What decides time and place for the whole organisation. */
export interface OrganisationFacts {
  /** IANA zone that decides "today", buckets and resets. */
  timeZone: string;
  locale: 'zh-CN' | 'en';
  /** Signs cursors. */
  secret: string;
}

/** What the write road and the read road stand on. */
export interface Services {
  readonly store: Store;
  readonly catalogue: Catalogue;
  /** Now, in ms; tests give their own. */
  readonly now: () => number;
  /** The organisation's facts; UTC until it is set up. */
  readonly organisation: () => OrganisationFacts;
  /** Reads the organisation's facts again; call after setup or a change of them. */
  readonly refreshOrganisation: () => Promise<void>;
}
