import type { Department } from '@formwright/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Select, Table } from 'antd';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../ui/api/api-context.tsx';
import { queryKeys } from '../../ui/api/query-keys.ts';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorNotice } from '../../ui/feedback/error-notice.tsx';
import { tellDone, tellFailed } from '../../ui/feedback/toast.ts';
import { AddByName } from './add-by-name.tsx';
import styles from './admin.module.css';
import { departmentTree, withoutBelow } from './department-tree.ts';

/** The departments as a tree: add, rename, move, remove empty ones. */
export function DepartmentsPage() {
  const { t } = useTranslation('admin');
  const api = useApi();
  const { data, error, refetch } = useQuery({
    queryKey: queryKeys.departments,
    queryFn: ({ signal }) => api.call('departments', { signal }),
  });
  const { create } = useDepartmentActs();
  const departments = data?.departments ?? [];
  const columns = useColumns(departments);
  return (
    <>
      <AddByName
        label={t('departments.new')}
        button={t('departments.add')}
        icon={<Plus size={16} strokeWidth={1.75} />}
        busy={create.isPending}
        onAdd={(name, done) => create.mutate(name, { onSuccess: done })}
      />
      {error ? <ErrorNotice error={error} onRetry={() => void refetch()} /> : null}
      {data && departments.length === 0 ? (
        <EmptyState title={t('departments.none')} hint={t('departments.noneHint')} />
      ) : (
        <Table
          size="small"
          rowKey="id"
          columns={columns}
          dataSource={departmentTree(departments)}
          loading={!data && !error}
          pagination={false}
          expandable={{ defaultExpandAllRows: true }}
          key={departments.length}
        />
      )}
    </>
  );
}

function useColumns(departments: readonly Department[]) {
  const { t } = useTranslation('admin');
  const { update, remove } = useDepartmentActs();
  return [
    {
      title: t('departments.name'),
      key: 'name',
      render: (_: unknown, one: Department) => (
        <Rename key={one.name} name={one.name} onRename={(next) => update.mutate({ id: one.id, name: next })} />
      ),
    },
    {
      title: t('departments.parent'),
      key: 'parent',
      render: (_: unknown, one: Department) => (
        <Select
          allowClear
          aria-label={t('departments.parentOf', { name: one.name })}
          style={{ minWidth: 160 }}
          placeholder={t('departments.top')}
          options={withoutBelow(departments, one.id).map(({ id, name: label }) => ({ value: id, label }))}
          value={one.parent}
          onChange={(parent: string | undefined) => update.mutate({ id: one.id, parent: parent ?? null })}
        />
      ),
    },
    {
      title: <span className="fw-sr-only">{t('members.actions')}</span>,
      key: 'actions',
      width: 48,
      render: (_: unknown, one: Department) => (
        <Button
          type="text"
          size="small"
          aria-label={t('departments.remove', { name: one.name })}
          icon={<Trash2 size={16} strokeWidth={1.75} />}
          onClick={() => remove.mutate(one)}
        />
      ),
    },
  ];
}

function useDepartmentActs() {
  const { t } = useTranslation('admin');
  const api = useApi();
  const queries = useQueryClient();
  const onSettled = () => Promise.all([queryKeys.departments, queryKeys.people].map((queryKey) => queries.invalidateQueries({ queryKey })));
  const common = { onError: tellFailed, onSettled };
  return {
    create: useMutation({ mutationFn: (name: string) => api.call('createDepartment', { body: { name } }), ...common }),
    update: useMutation({
      mutationFn: ({ id, ...body }: { id: string; name?: string; parent?: string | null }) =>
        api.call('updateDepartment', { params: { id }, body }),
      ...common,
    }),
    remove: useMutation({
      mutationFn: ({ id }: Department) => api.call('deleteDepartment', { params: { id } }),
      ...common,
      onSuccess: (_answer, { name }) => tellDone(t('departments.removed', { name })),
    }),
  };
}

/** A name that is saved when one leaves it. */
function Rename({ name, onRename }: { name: string; onRename: (name: string) => void }) {
  const { t } = useTranslation('admin');
  const [text, setText] = useState(name);
  const done = () => {
    const next = text.trim();
    if (next === '' || next === name) setText(name);
    else onRename(next);
  };
  return (
    <Input
      variant="borderless"
      className={styles.rename ?? ''}
      aria-label={t('departments.rename', { name })}
      maxLength={100}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={done}
      onPressEnter={(event) => event.currentTarget.blur()}
    />
  );
}
