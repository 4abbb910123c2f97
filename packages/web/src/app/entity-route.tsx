import { lazy, Suspense } from 'react';
import { EntityPage, type ViewKinds } from '../features/list/entity-page.tsx';
import { GridView } from '../features/list/grid/grid-view.tsx';

const KanbanView = lazy(() => import('../features/kanban/kanban-view.tsx').then((module) => ({ default: module.KanbanView })));
const RecordDrawer = lazy(() => import('../features/record/record-drawer.tsx').then((module) => ({ default: module.RecordDrawer })));
const kinds: ViewKinds = { grid: GridView, kanban: KanbanView };

/** The list of an entity with the record drawer over it. */
export function EntityRoute() {
  return (
    <EntityPage kinds={kinds}>
      {(app, model, open) =>
        open ? (
          <Suspense fallback={null}>
            <RecordDrawer app={app} model={model} />
          </Suspense>
        ) : null
      }
    </EntityPage>
  );
}
