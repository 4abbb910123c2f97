import type { SessionUser } from '@formwright/client';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../ui/feedback/toast.ts';
import { useAccount } from '../../ui/session/use-account.ts';
import { AccountFrame } from './account-frame.tsx';
import { FormError } from './form-error.tsx';

interface Values {
  password: string;
  newPassword: string;
  again: string;
}

/** Replaces the one-time password before anything else. */
export function ChangePasswordPage({ user }: { user: SessionUser }) {
  const { t } = useTranslation('shell');
  const account = useAccount();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const submit = async ({ password, newPassword }: Values) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await account.changePassword(password, newPassword);
    } catch (error) {
      setProblem(errorText(error));
      setBusy(false);
    }
  };
  return (
    <AccountFrame title={t('password.title', { name: user.name })} hint={t('password.hint')}>
      <Form<Values> layout="vertical" requiredMark={false} size="large" onFinish={(values) => void submit(values)}>
        <Form.Item name="password" label={t('password.current')} rules={[{ required: true, message: t('signIn.passwordMissing') }]}>
          <Input.Password autoComplete="current-password" autoFocus />
        </Form.Item>
        <Form.Item name="newPassword" label={t('password.new')} rules={[{ required: true, message: t('signIn.passwordMissing') }]}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="again"
          label={t('password.again')}
          dependencies={['newPassword']}
          rules={[
            ({ getFieldValue }) => ({
              validator: (_, value) =>
                value === getFieldValue('newPassword') ? Promise.resolve() : Promise.reject(new Error(t('password.differs'))),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <FormError text={problem} />
        <Button type="primary" htmlType="submit" block loading={busy}>
          {t('password.submit')}
        </Button>
        <Button type="text" block style={{ marginTop: 8 }} onClick={() => void account.signOut()}>
          {t('signOut')}
        </Button>
      </Form>
    </AccountFrame>
  );
}
