import type { User } from '@formwright/client';
import { Button, Dropdown, Modal, Table, Tooltip } from 'antd';
import { Ellipsis, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePeople } from '../../ui/api/use-people.ts';
import { Person } from '../../ui/avatar/avatar.tsx';
import { ErrorNotice } from '../../ui/feedback/error-notice.tsx';
import { tellDone } from '../../ui/feedback/toast.ts';
import { type Credential, OneTimePasswords } from '../../ui/one-time-password/one-time-password.tsx';
import { OptionTag } from '../../ui/option-tag/option-tag.tsx';
import { usePreferences } from '../../ui/preferences/preferences.ts';
import { useViewport } from '../../ui/preferences/use-viewport.ts';
import styles from './admin.module.css';
import { MemberDialog } from './member-dialog.tsx';
import { sortMembers, useMembers } from './use-members.ts';
import { useRoles } from './use-roles.ts';

/** All members: add, edit, deactivate, new one-time password. */
export function MembersPage() {
  const { t } = useTranslation('admin');
  const locale = usePreferences((state) => state.locale);
  const { members, error, retry, create, update } = useMembers();
  const [open, setOpen] = useState<User | 'new'>();
  const [credential, setCredential] = useState<Credential>();
  const reset = async (user: User) => {
    const { oneTimePassword } = await update.mutateAsync({ id: user.id, resetPassword: true });
    if (oneTimePassword) setCredential({ name: user.name, email: user.email, oneTimePassword });
  };
  const setActive = (user: User, active: boolean) => {
    update.mutate(
      { id: user.id, active },
      {
        onSuccess: () =>
          tellDone(
            active ? t('members.activated', { name: user.name }) : t('members.deactivated', { name: user.name }),
            active ? undefined : () => update.mutateAsync({ id: user.id, active: true }),
          ),
      },
    );
  };
  return (
    <>
      <div className={styles.toolbar}>
        <span>{members ? t('members.count', { count: members.filter(({ active }) => active).length }) : null}</span>
        <Button type="primary" icon={<UserPlus size={16} strokeWidth={1.75} />} onClick={() => setOpen('new')}>
          {t('members.add')}
        </Button>
      </div>
      {error ? <ErrorNotice error={error} onRetry={retry} /> : null}
      <MemberTable
        members={sortMembers(members ?? [], locale)}
        loading={members === undefined && !error}
        onEdit={setOpen}
        onReset={(user) => void reset(user)}
        onActive={setActive}
      />
      {open ? (
        <MemberDialog
          member={open === 'new' ? undefined : open}
          members={members ?? []}
          create={create.mutateAsync}
          update={update.mutateAsync}
          onClose={() => setOpen(undefined)}
          onCredential={(made) => setCredential(made)}
        />
      ) : null}
      <Modal
        open={credential !== undefined}
        title={t('members.oneTime')}
        width={480}
        footer={
          <Button type="primary" onClick={() => setCredential(undefined)}>
            {t('members.passedOn')}
          </Button>
        }
        onCancel={() => setCredential(undefined)}
      >
        {credential ? <OneTimePasswords people={[credential]} /> : null}
      </Modal>
    </>
  );
}

interface MemberTableProps {
  members: User[];
  loading: boolean;
  onEdit: (user: User) => void;
  onReset: (user: User) => void;
  onActive: (user: User, active: boolean) => void;
}

function MemberTable({ members, loading, onEdit, onReset, onActive }: MemberTableProps) {
  const { t } = useTranslation('admin');
  const { departmentName } = usePeople();
  const { roleName } = useRoles();
  const phone = useViewport() === 'phone';
  const names = new Map(members.map(({ id, name }) => [id, name]));
  const actions = (user: User) => (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'edit', label: t('members.edit'), onClick: () => onEdit(user) },
          { key: 'reset', label: t('members.reset'), onClick: () => onReset(user) },
          user.active
            ? { key: 'off', danger: true, label: t('members.deactivate'), onClick: () => onActive(user, false) }
            : { key: 'on', label: t('members.activate'), onClick: () => onActive(user, true) },
        ],
      }}
    >
      <Button
        type="text"
        size="small"
        aria-label={t('members.actionsOf', { name: user.name })}
        icon={<Ellipsis size={16} strokeWidth={1.75} />}
      />
    </Dropdown>
  );
  const columns = [
    { title: t('members.name'), key: 'name', render: (_: unknown, user: User) => <Name user={user} onEdit={onEdit} /> },
    { title: t('members.email'), dataIndex: 'email', key: 'email', responsive: ['md' as const] },
    {
      title: t('members.department'),
      key: 'department',
      responsive: ['md' as const],
      render: (_: unknown, user: User) => (user.department ? (departmentName(user.department) ?? '') : ''),
    },
    {
      title: t('members.manager'),
      key: 'manager',
      responsive: ['lg' as const],
      render: (_: unknown, user: User) => (user.manager ? (names.get(user.manager) ?? '') : ''),
    },
    {
      title: t('members.roles'),
      key: 'roles',
      responsive: ['md' as const],
      render: (_: unknown, user: User) => <Roles user={user} roleName={roleName} />,
    },
    {
      title: <span className="fw-sr-only">{t('members.actions')}</span>,
      key: 'actions',
      width: 48,
      render: (_: unknown, user: User) => actions(user),
    },
  ];
  return (
    <Table<User>
      size="small"
      rowKey="id"
      columns={columns}
      dataSource={members}
      loading={loading}
      pagination={members.length > 100 ? { pageSize: 100, showSizeChanger: false } : false}
      {...(phone ? {} : { scroll: { x: 'max-content' as const } })}
      rowClassName={({ active }) => (active ? '' : (styles.inactive ?? ''))}
    />
  );
}

function Name({ user, onEdit }: { user: User; onEdit: (user: User) => void }) {
  const { t } = useTranslation('admin');
  return (
    <span className={styles.name}>
      <button type="button" onClick={() => onEdit(user)}>
        <Person name={user.name} id={user.id} />
      </button>
      {user.active ? null : <OptionTag small label={t('members.inactive')} />}
      {user.active && user.mustChangePassword ? (
        <Tooltip title={t('members.notYetHint')}>
          <span>
            <OptionTag small color="amber" label={t('members.notYet')} />
          </span>
        </Tooltip>
      ) : null}
    </span>
  );
}

function Roles({ user, roleName }: { user: User; roleName: (role: string) => string }) {
  const { t } = useTranslation('admin');
  return (
    <span className={styles.roles}>
      {user.admin ? <OptionTag small color="teal" label={t('members.admin')} /> : null}
      {user.roles.map((role) => (
        <OptionTag key={role} small label={roleName(role)} />
      ))}
    </span>
  );
}
