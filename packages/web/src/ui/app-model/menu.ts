import type { MenuItem } from '@formwright/metadata';
import type { AppModel } from './app-model.ts';

/** One entry of an app's menu, ready to be drawn. */
export interface MenuEntry {
  kind: MenuItem['kind'];
  key: string;
  title: string;
  icon: string | undefined;
  path: string;
}

/** The menu of an app: what its document lists, or all; without what this person may not open. */
export function menuOf({ app, documents, entities }: AppModel): MenuEntry[] {
  const all: MenuItem[] = [
    ...documents.entities.map(({ key }) => ({ kind: 'entity' as const, key })),
    ...documents.dashboards.map(({ key }) => ({ kind: 'dashboard' as const, key })),
  ];
  return (documents.app.menu ?? all).flatMap((item): MenuEntry[] => {
    const place = { kind: item.kind, key: item.key };
    switch (item.kind) {
      case 'entity': {
        const model = entities.get(item.key);
        if (!model?.can('read')) return [];
        return [{ ...place, title: model.entity.title, icon: model.entity.icon, path: `/apps/${app.key}/entities/${item.key}` }];
      }
      case 'dashboard': {
        const dashboard = documents.dashboards.find(({ key }) => key === item.key);
        return dashboard
          ? [{ ...place, title: dashboard.title, icon: dashboard.icon, path: `/apps/${app.key}/dashboards/${item.key}` }]
          : [];
      }
      default:
        return [];
    }
  });
}
