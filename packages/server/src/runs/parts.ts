import type { Person } from '../store/principal.ts';
import type { Services } from '../store/services.ts';

/** What runs stand on. */
export interface RunParts {
  services: Services;
  /** A member with all that rights depend on; undefined when there is none or they are suspended. */
  loadPerson: (id: string) => Promise<Person | undefined>;
}
