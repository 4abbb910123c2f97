import { EntityPage } from '../features/list/entity-page.tsx';

/** The list of an entity with the record drawer over it. */
export function EntityRoute() {
  return <EntityPage />;
}
