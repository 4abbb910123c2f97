import type { ApiRecord } from '@formwright/client';
import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useApi } from '../../ui/api/api-context.tsx';
import { queryKeys } from '../../ui/api/query-keys.ts';
import type { AppModel, EntityModel } from '../../ui/app-model/app-model.ts';
import { FieldValue } from '../../ui/field-kinds/field-value.tsx';
import { useFormat } from '../../ui/format/use-format.ts';
import { DocIcon } from '../../ui/icons/doc-icon.tsx';
import styles from './workbench.module.css';

/** What changed last, in all apps. */
export function RecentRecords({ models }: { models: AppModel[] }) {
  const { t } = useTranslation('workbench');
  const format = useFormat();
  const { pending, recent } = useRecent(models);
  return (
    <section className={styles.section}>
      <header>
        <h2>{t('recent.title')}</h2>
      </header>
      {recent.length === 0 && !pending ? <p className={styles.none}>{t('recent.none')}</p> : null}
      <ul>
        {recent.map(({ model, record }) => {
          const { titleField } = model.entity;
          return (
            <li key={`${model.key}.${record.id}`}>
              <Link to={`/apps/${model.app}/entities/${model.key}/records/${record.id}`} className={styles.row}>
                <DocIcon name={model.entity.icon} />
                <span className={styles.title}>
                  <FieldValue value={record[titleField.key]} field={titleField} app={model.app} />
                </span>
                <span className={styles.meta}>{model.entity.title}</span>
                <time dateTime={record.updatedAt}>{format.moment(record.updatedAt)}</time>
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

interface Recent {
  model: EntityModel;
  record: ApiRecord;
}

function useRecent(models: AppModel[]): { pending: boolean; recent: Recent[] } {
  const api = useApi();
  const entities = models.flatMap(({ entities: each }) => [...each.values()].filter((model) => model.can('read')));
  return useQueries({
    queries: entities.map((model) => ({
      queryKey: [...queryKeys.records(model.app, model.key), 'recent'],
      queryFn: async ({ signal }: { signal: AbortSignal }) => {
        const { records } = await api.call('query', {
          params: { app: model.app, entity: model.key },
          body: { sort: [{ field: 'updatedAt', dir: 'desc' }], fields: [model.entity.titleField.key], limit: 6 },
          signal,
        });
        return records.map((record) => ({ model, record }));
      },
    })),
    combine: (results) => ({
      // Without models the apps themselves are still on their way.
      pending: models.length === 0 || results.some(({ isPending }) => isPending),
      recent: results
        .flatMap(({ data }) => data ?? [])
        .sort((a, b) => b.record.updatedAt.localeCompare(a.record.updatedAt))
        .slice(0, 8),
    }),
  });
}
