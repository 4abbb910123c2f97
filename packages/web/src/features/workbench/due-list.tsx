import type { ApiRecord } from '@formwright/client';
import type { EntityField, Filter } from '@formwright/metadata';
import { useQueries } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useApi } from '../../ui/api/api-context.tsx';
import { queryKeys } from '../../ui/api/query-keys.ts';
import type { AppModel, EntityModel } from '../../ui/app-model/app-model.ts';
import { FieldValue } from '../../ui/field-kinds/field-value.tsx';
import { DocIcon } from '../../ui/icons/doc-icon.tsx';
import styles from './workbench.module.css';

type Span = 'today' | 'week' | 'late';

const spans: Span[] = ['today', 'week', 'late'];

interface Due {
  model: EntityModel;
  field: EntityField;
  record: ApiRecord;
}

/** My records that are due, by the due days of entities whose records somebody owns, in every app. */
export function DueList({ models }: { models: AppModel[] }) {
  const { t } = useTranslation('workbench');
  const [span, setSpan] = useState<Span>('today');
  const { pending, due } = useDue(models, span);
  if (dueFields(models).length === 0) return null;
  return (
    <section className={styles.section}>
      <header>
        <h2>{t('due.title')}</h2>
        <span>{due.length || ''}</span>
        <i />
        <Segmented size="small" value={span} onChange={setSpan} options={spans.map((value) => ({ value, label: t(`due.${value}`) }))} />
      </header>
      {due.length === 0 && !pending ? <p className={styles.none}>{t(`due.none.${span}`)}</p> : null}
      <ul>
        {due.map(({ model, field, record }) => {
          const { titleField } = model.entity;
          return (
            <li key={`${model.key}.${record.id}.${field.key}`}>
              <Link to={`/apps/${model.app}/entities/${model.key}/records/${record.id}`} className={styles.row}>
                <span className={styles.day}>
                  <FieldValue value={record[field.key]} field={field} app={model.app} listed />
                </span>
                <DocIcon name={model.entity.icon} />
                <span className={styles.title}>
                  <FieldValue value={record[titleField.key]} field={titleField} app={model.app} />
                </span>
                <span className={styles.meta}>{field.title}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function dueFields(models: AppModel[]): Array<{ model: EntityModel; field: EntityField }> {
  return models.flatMap((app) =>
    [...app.entities.values()].flatMap((model) => {
      const owned = !model.entity.ownerField.system && model.field(model.entity.ownerField.key) !== undefined && model.can('read');
      return owned ? model.fields.filter(({ document }) => document['x-field'].due).map((field) => ({ model, field })) : [];
    }),
  );
}

function useDue(models: AppModel[], span: Span): { pending: boolean; due: Due[] } {
  const api = useApi();
  return useQueries({
    queries: dueFields(models).map(({ model, field }) => ({
      queryKey: [...queryKeys.records(model.app, model.key), 'due', field.key, span],
      queryFn: async ({ signal }: { signal: AbortSignal }) => {
        const filter: Filter = {
          all: [{ field: model.entity.ownerField.key, op: 'eq', value: { dynamic: 'me' } }, spanFilter(field.key, span)],
        };
        const { records } = await api.call('query', {
          params: { app: model.app, entity: model.key },
          body: { filter, sort: [{ field: field.key, dir: 'asc' }], fields: [model.entity.titleField.key, field.key], limit: 8 },
          signal,
        });
        return records.map((record): Due => ({ model, field, record }));
      },
    })),
    combine: (results) => ({
      pending: results.some(({ isPending }) => isPending),
      due: results
        .flatMap(({ data }) => data ?? [])
        .sort((a, b) => String(a.record[a.field.key]).localeCompare(String(b.record[b.field.key])))
        .slice(0, 8),
    }),
  });
}

function spanFilter(field: string, span: Span): Filter {
  switch (span) {
    case 'today':
      return { field, op: 'eq', value: { dynamic: 'today' } };
    case 'week':
      return { field, op: 'eq', value: { dynamic: 'thisWeek' } };
    case 'late':
      return { field, op: 'lt', value: { dynamic: 'today' } };
  }
}
