import type { Services } from './services.ts';
import type { Store } from './store.ts';

/** Loads the published apps and the organisation's facts over a store. `now` defaults to the system clock. */
export function createServices(_store: Store, _options: { now?: () => number } = {}): Promise<Services> {
  throw new Error('not yet: createServices');
}
