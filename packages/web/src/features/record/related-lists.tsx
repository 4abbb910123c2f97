import type { ApiRecord } from '@formwright/client';
import type { EntityField } from '@formwright/metadata';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useApi } from '../../ui/api/api-context.tsx';
import { queryKeys } from '../../ui/api/query-keys.ts';
import type { AppModel, EntityModel } from '../../ui/app-model/app-model.ts';
import { fieldKind } from '../../ui/field-kinds/field-kinds.ts';
import { FieldValue } from '../../ui/field-kinds/field-value.tsx';
import { useFormat } from '../../ui/format/use-format.ts';
import { useEntityChanges } from '../../ui/live/live-context.tsx';
import { relationTarget } from '../../ui/records/relation-target.ts';
import { NewRecordModal } from './new-record.tsx';
import styles from './record.module.css';

const shownRows = 8;

interface RelatedListsProps {
  app: AppModel;
  model: EntityModel;
  record: ApiRecord;
}

/** The records of other entities that point to this one, each kind with a way to add one. */
export function RelatedLists({ app, model, record }: RelatedListsProps) {
  const lists = [...app.entities.values()].flatMap((other) =>
    other.fields.flatMap((field) => {
      const target = field.to === undefined ? undefined : relationTarget(app.app.key, field.to);
      return target?.entity === model.key && target.app === model.app && other.can('read') ? [{ other, field }] : [];
    }),
  );
  return (
    <>
      {lists.map(({ other, field }) => (
        <RelatedList key={`${other.key}.${field.key}`} other={other} field={field} record={record} />
      ))}
    </>
  );
}

function RelatedList({ other, field, record }: { other: EntityModel; field: EntityField; record: ApiRecord }) {
  const { t } = useTranslation('record');
  const format = useFormat();
  const [adding, setAdding] = useState(false);
  const columns = relatedColumns(other, field);
  const { records, count } = useRelated({ other, field, record, columns });
  return (
    <section className={styles.related}>
      <header>
        <h3>{other.entity.title}</h3>
        <span>{count === undefined ? '' : format.number(count)}</span>
        <i />
        {other.can('create') ? (
          <Button type="text" size="small" icon={<Plus size={14} strokeWidth={2} />} onClick={() => setAdding(true)}>
            {t('add', { entity: other.entity.title })}
          </Button>
        ) : null}
      </header>
      {records.length === 0 ? (
        <p className={styles.none}>{t('noneRelated', { entity: other.entity.title })}</p>
      ) : (
        <RelatedTable other={other} columns={columns} records={records} />
      )}
      {count !== undefined && count > shownRows ? (
        <Link
          to={`/apps/${other.app}/entities/${other.key}?filter=${encodeURIComponent(JSON.stringify({ field: field.key, op: 'eq', value: record.id }))}`}
        >
          {t('allRelated', { count })}
        </Link>
      ) : null}
      {adding ? <NewRecordModal model={other} preset={{ [field.key]: record.id }} onClose={() => setAdding(false)} /> : null}
    </section>
  );
}

function RelatedTable({ other, columns, records }: { other: EntityModel; columns: EntityField[]; records: readonly ApiRecord[] }) {
  const { titleField } = other.entity;
  return (
    <div className={styles.tableBox}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} data-align={fieldKind(column.typeName).align}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {records.map((row) => (
            <tr key={row.id}>
              {columns.map((column) => (
                <td key={column.key} data-align={fieldKind(column.typeName).align}>
                  {column.key === titleField.key ? (
                    <Link to={`/apps/${other.app}/entities/${other.key}/records/${row.id}`}>
                      <FieldValue value={row[column.key]} field={column} app={other.app} />
                    </Link>
                  ) : (
                    <FieldValue value={row[column.key]} field={column} app={other.app} listed />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function relatedColumns(other: EntityModel, relation: EntityField): EntityField[] {
  const listed = other.views.find(({ kind }) => kind === 'grid')?.columns?.flatMap(({ field }) => other.field(field) ?? []) ?? other.fields;
  const { titleField } = other.entity;
  const rest = listed.filter(({ key, typeName }) => key !== titleField.key && key !== relation.key && typeName !== 'longText');
  return [titleField, ...rest].slice(0, 5);
}

function useRelated({
  other,
  field,
  record,
  columns,
}: {
  other: EntityModel;
  field: EntityField;
  record: ApiRecord;
  columns: EntityField[];
}) {
  const api = useApi();
  const { data, refetch } = useQuery({
    queryKey: [...queryKeys.records(other.app, other.key), 'related', field.key, record.id],
    queryFn: ({ signal }) =>
      api.call('query', {
        params: { app: other.app, entity: other.key },
        body: {
          filter: { field: field.key, op: 'eq', value: record.id },
          sort: [{ field: 'createdAt', dir: 'desc' }],
          fields: columns.map(({ key }) => key),
          limit: shownRows,
          count: true,
        },
        signal,
      }),
  });
  useEntityChanges(other.app, other.key, { onChange: () => void refetch(), onReload: () => void refetch() });
  return { records: data?.records ?? [], count: data?.count };
}
