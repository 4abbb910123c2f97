import { type ComponentType, lazy } from 'react';

/** One page of the workspace. */
export interface Page {
  /** Its address, as the router reads it. */
  path: string;
  /** Names it where it cannot be shown: `page.<name>` of the shell's texts. */
  name: string;
  /** Whether it takes the whole window, without the shell around it. */
  bare?: boolean;
  /** Fetches its code; it is fetched once. */
  load: () => Promise<unknown>;
  Component: ComponentType;
}

/** Everything a signed-in person reaches. The code of a page is fetched when it is first wanted. */
export const pages: readonly Page[] = [
  page('/', 'workbench', () => import('../features/workbench/workbench-page.tsx').then((module) => module.WorkbenchPage)),
  page('/tasks/:task?', 'inbox', () => import('../features/inbox/inbox-page.tsx').then((module) => module.InboxPage)),
  page('/notifications', 'notifications', () =>
    import('../features/notifications/notifications-page.tsx').then((module) => module.NotificationsPage),
  ),
  page('/templates/*', 'templates', () => import('../features/templates/templates-page.tsx').then((module) => module.TemplatesPage)),
  page('/admin/*', 'admin', () => import('../features/admin/admin-page.tsx').then((module) => module.AdminPage)),
  page('/apps', 'apps', () => import('./phone/apps-page.tsx').then((module) => module.AppsPage)),
  page('/me', 'me', () => import('./phone/me-page.tsx').then((module) => module.MePage)),
  page('/apps/:app', 'app', () => import('./app-home.tsx').then((module) => module.AppHome)),
  page('/apps/:app/entities/:entity', 'list', () => import('./entity-route.tsx').then((module) => module.EntityRoute)),
  page('/apps/:app/entities/:entity/records/:id', 'record', () =>
    import('../features/record/record-page.tsx').then((module) => module.RecordPage),
  ),
  page('/apps/:app/dashboards/:dashboard', 'dashboard', () =>
    import('../features/dashboard/dashboard-page.tsx').then((module) => module.DashboardPage),
  ),
  {
    ...page('/apps/:app/design/*', 'design', () => import('../features/design/design-page.tsx').then((module) => module.DesignPage)),
    bare: true,
  },
];

function page(path: string, name: string, load: () => Promise<ComponentType>): Page {
  return { path, name, load, Component: lazy(async () => ({ default: await load() })) };
}
