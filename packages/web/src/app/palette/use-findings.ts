import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../ui/api/api-context.tsx';
import { queryKeys } from '../../ui/api/query-keys.ts';
import type { AppModel } from '../../ui/app-model/app-model.ts';
import { menuOf } from '../../ui/app-model/menu.ts';
import { useAppModels } from '../../ui/app-model/use-app-models.ts';
import { usePreferences } from '../../ui/preferences/preferences.ts';

/** Something one can go to. */
export interface Finding {
  path: string;
  title: string;
  /** What kind of thing it is. */
  hint: string;
  icon: string | undefined;
}

/** Places and records that match what is typed; places only while nothing is typed. */
export function useFindings(text: string): { findings: Finding[]; searching: boolean } {
  const { t } = useTranslation('shell');
  const typed = useDeferredValue(text.trim());
  const models = useAppModels();
  const { records, searching } = useFoundRecords(models, typed);
  const fixed: Finding[] = [
    { path: '/', title: t('nav.workbench'), hint: '', icon: 'house' },
    { path: '/tasks', title: t('nav.tasks'), hint: '', icon: 'clipboard-check' },
    { path: '/notifications', title: t('nav.notifications'), hint: '', icon: 'message-square-text' },
  ];
  const menus = models.flatMap((model) =>
    menuOf(model).map(
      (entry): Finding => ({ path: entry.path, title: entry.title, hint: model.app.title, icon: entry.icon ?? 'layout-dashboard' }),
    ),
  );
  const wanted = typed.toLowerCase();
  const places = [...menus, ...fixed].filter(({ title, hint }) => wanted === '' || `${title} ${hint}`.toLowerCase().includes(wanted));
  return { findings: [...places, ...records].slice(0, 30), searching };
}

function useFoundRecords(models: AppModel[], typed: string): { records: Finding[]; searching: boolean } {
  const api = useApi();
  const locale = usePreferences((state) => state.locale);
  const entities = models.flatMap(({ entities: each }) =>
    [...each.values()].filter((model) => model.can('read') && model.fields.some(({ searchable }) => searchable)),
  );
  return useQueries({
    queries: entities.map((model) => ({
      queryKey: [...queryKeys.records(model.app, model.key), 'found', typed],
      queryFn: async ({ signal }: { signal: AbortSignal }) => {
        const { titleField } = model.entity;
        const { records } = await api.call('query', {
          params: { app: model.app, entity: model.key },
          body: { search: typed, fields: [titleField.key], limit: 6 },
          signal,
        });
        return records.map(
          (record): Finding => ({
            path: `/apps/${model.app}/entities/${model.key}/records/${record.id}`,
            title: titleField.type.display(record[titleField.key], titleField.document, { locale }),
            hint: model.entity.title,
            icon: model.entity.icon,
          }),
        );
      },
      enabled: typed !== '',
      placeholderData: keepPreviousData,
    })),
    combine: (results) => ({
      records: typed === '' ? [] : results.flatMap(({ data }) => data ?? []),
      searching: results.some(({ isFetching }) => isFetching),
    }),
  });
}
