import type { BodyOf, contract, User } from '@formwright/client';
import { AppError, isEmail } from '@formwright/metadata';
import { AutoComplete, Form, Input, Modal, Select, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePeople } from '../../ui/api/use-people.ts';
import { errorText, tellDone } from '../../ui/feedback/toast.ts';
import type { Credential } from '../../ui/one-time-password/one-time-password.tsx';
import styles from './admin.module.css';
import { useRoles } from './use-roles.ts';

interface Values {
  name: string;
  email: string;
  department?: string;
  manager?: string;
  roles: string[];
  admin: boolean;
}

interface MemberDialogProps {
  /** The member to edit; a new one when left out. */
  member: User | undefined;
  members: readonly User[];
  create: (body: BodyOf<(typeof contract)['createUser']>) => Promise<{ user: User; oneTimePassword?: string }>;
  update: (input: { id: string } & BodyOf<(typeof contract)['updateUser']>) => Promise<unknown>;
  onClose: () => void;
  onCredential: (credential: Credential) => void;
}

/** Name, e-mail, department, manager and roles of one member. */
export function MemberDialog({ member, members, create, update, onClose, onCredential }: MemberDialogProps) {
  const { t } = useTranslation('admin');
  const [form] = Form.useForm<Values>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const { departmentName } = usePeople();
  const save = async ({ name, email, department, manager, roles, admin }: Values) => {
    setBusy(true);
    setProblem(undefined);
    const rest = { name: name.trim(), department: department?.trim() || null, manager: manager ?? null, roles, admin };
    try {
      if (member) {
        await update({ id: member.id, ...rest });
        tellDone(t('members.saved', { name: rest.name }));
      } else {
        const { oneTimePassword } = await create({ ...rest, email: email.trim() });
        if (oneTimePassword) onCredential({ name: rest.name, email: email.trim(), oneTimePassword });
      }
      onClose();
    } catch (error) {
      const atEmail =
        error instanceof AppError && (error.code === 'ALREADY_EXISTS' || error.details.some(({ path }) => path.endsWith('/email')));
      if (atEmail) form.setFields([{ name: 'email', errors: [errorText(error)] }]);
      else setProblem(errorText(error));
      setBusy(false);
    }
  };
  const initial: Partial<Values> = member
    ? {
        name: member.name,
        email: member.email,
        roles: member.roles,
        admin: member.admin,
        ...(member.department ? { department: departmentName(member.department) ?? member.department } : {}),
        ...(member.manager ? { manager: member.manager } : {}),
      }
    : { roles: [], admin: false };
  return (
    <Modal
      open
      width={480}
      title={member ? t('members.editTitle', { name: member.name }) : t('members.add')}
      okText={member ? t('save') : t('members.add')}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={onClose}
      destroyOnHidden
    >
      <Form<Values> form={form} layout="vertical" requiredMark={false} initialValues={initial} onFinish={(values) => void save(values)}>
        <MemberFields member={member} members={members} />
        {problem ? (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        ) : null}
      </Form>
    </Modal>
  );
}

function MemberFields({ member, members }: { member: User | undefined; members: readonly User[] }) {
  const { t } = useTranslation('admin');
  const { departments } = usePeople();
  const { options } = useRoles();
  const address = async (_rule: unknown, value: string | undefined) => {
    if (value && !isEmail(value.trim())) throw new Error(t('members.emailWrong'));
  };
  const managers = members.filter(({ active, id }) => active && id !== member?.id).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <Form.Item name="name" label={t('members.name')} rules={[{ required: true, whitespace: true, message: t('members.nameMissing') }]}>
        <Input maxLength={100} autoFocus />
      </Form.Item>
      <Form.Item
        name="email"
        label={t('members.email')}
        validateTrigger="onBlur"
        rules={[{ required: true, message: t('members.emailMissing') }, { validator: address }]}
      >
        <Input maxLength={254} disabled={member !== undefined} />
      </Form.Item>
      <Form.Item name="department" label={t('members.department')} extra={t('members.departmentHint')}>
        <AutoComplete
          allowClear
          options={departments.map(({ name }) => ({ value: name }))}
          showSearch={{ filterOption: (text, option) => String(option?.value ?? '').includes(text) }}
        />
      </Form.Item>
      <Form.Item name="manager" label={t('members.manager')} extra={t('members.managerHint')}>
        <Select allowClear showSearch={{ optionFilterProp: 'label' }} options={managers} />
      </Form.Item>
      <Form.Item name="roles" label={t('members.roles')}>
        <Select mode="multiple" options={options} showSearch={{ optionFilterProp: 'label' }} />
      </Form.Item>
      <Form.Item name="admin" label={t('members.adminSwitch')} valuePropName="checked" extra={t('members.adminHint')}>
        <Switch />
      </Form.Item>
    </>
  );
}
