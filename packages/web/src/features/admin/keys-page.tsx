import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Modal, Popconfirm, Table } from 'antd';
import { KeyRound, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../ui/api/api-context.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorNotice } from '../../ui/feedback/error-notice.tsx';
import { tellDone, tellFailed } from '../../ui/feedback/toast.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { Secret } from '../../ui/one-time-password/one-time-password.tsx';
import { AddByName } from './add-by-name.tsx';
import styles from './admin.module.css';

interface Key {
  id: string;
  name: string;
  createdAt: string;
  lastUsedAt: string | null;
}

const keysKey = ['keys'] as const;

/** My API keys: programs act with my rights; a secret is shown once. */
export function KeysPage() {
  const { t } = useTranslation('admin');
  const [made, setMade] = useState<{ name: string; secret: string }>();
  const { data, error, refetch, create, remove } = useKeys();
  const keys: Key[] = data?.keys ?? [];
  return (
    <>
      <AddByName
        label={t('keys.new')}
        button={t('keys.add')}
        icon={<KeyRound size={16} strokeWidth={1.75} />}
        busy={create.isPending}
        onAdd={(name, done) =>
          create.mutate(name, {
            onSuccess: ({ key, secret }) => {
              setMade({ name: key.name, secret });
              done();
            },
          })
        }
      />
      {error ? <ErrorNotice error={error} onRetry={() => void refetch()} /> : null}
      {data && keys.length === 0 ? (
        <EmptyState title={t('keys.none')} hint={t('keys.noneHint')} />
      ) : (
        <KeyTable keys={keys} loading={!data && !error} onRemove={(key) => remove.mutate(key)} />
      )}
      <Modal
        open={made !== undefined}
        width={480}
        title={t('keys.made', { name: made?.name ?? '' })}
        footer={
          <Button type="primary" onClick={() => setMade(undefined)}>
            {t('keys.kept')}
          </Button>
        }
        onCancel={() => setMade(undefined)}
      >
        {made ? <Secret value={made.secret} label={made.name} /> : null}
        <p className={styles.hint}>{t('keys.once')}</p>
      </Modal>
    </>
  );
}

function useKeys() {
  const { t } = useTranslation('admin');
  const api = useApi();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery({ queryKey: keysKey, queryFn: ({ signal }) => api.call('keys', { signal }) });
  const again = () => queries.invalidateQueries({ queryKey: keysKey });
  const create = useMutation({
    mutationFn: (name: string) => api.call('createKey', { body: { name } }),
    onError: tellFailed,
    onSettled: again,
  });
  const remove = useMutation({
    mutationFn: ({ id }: Key) => api.call('deleteKey', { params: { id } }),
    onError: tellFailed,
    onSettled: again,
    onSuccess: (_answer, key) => tellDone(t('keys.revoked', { name: key.name })),
  });
  return { data, error, refetch, create, remove };
}

function KeyTable({ keys, loading, onRemove }: { keys: Key[]; loading: boolean; onRemove: (key: Key) => void }) {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const columns = [
    { title: t('keys.name'), dataIndex: 'name', key: 'name' },
    { title: t('keys.createdAt'), key: 'createdAt', render: (_: unknown, key: Key) => format.moment(key.createdAt) },
    {
      title: t('keys.lastUsedAt'),
      key: 'lastUsedAt',
      render: (_: unknown, key: Key) => (key.lastUsedAt ? format.moment(key.lastUsedAt) : t('keys.never')),
    },
    {
      title: <span className="fw-sr-only">{t('members.actions')}</span>,
      key: 'actions',
      width: 48,
      render: (_: unknown, key: Key) => (
        <Popconfirm
          title={t('keys.ask', { name: key.name })}
          description={t('keys.warn')}
          okText={t('keys.revoke')}
          okButtonProps={{ danger: true }}
          placement="left"
          onConfirm={() => onRemove(key)}
        >
          <Button
            type="text"
            size="small"
            aria-label={t('keys.revokeOf', { name: key.name })}
            icon={<Trash2 size={16} strokeWidth={1.75} />}
          />
        </Popconfirm>
      ),
    },
  ];
  return <Table<Key> size="small" rowKey="id" columns={columns} dataSource={keys} loading={loading} pagination={false} />;
}
