import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../ui/feedback/toast.ts';
import { useAccount } from '../../ui/session/use-account.ts';
import { AccountFrame } from './account-frame.tsx';
import { FormError } from './form-error.tsx';

interface Values {
  email: string;
  password: string;
}

/** E-mail and password. */
export function SignInPage() {
  const { t } = useTranslation('shell');
  const account = useAccount();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const submit = async ({ email, password }: Values) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await account.signIn(email.trim(), password);
    } catch (error) {
      setProblem(errorText(error));
      setBusy(false);
    }
  };
  return (
    <AccountFrame title={t('signIn.title')}>
      <Form<Values> layout="vertical" requiredMark={false} size="large" onFinish={(values) => void submit(values)}>
        <Form.Item name="email" label={t('signIn.email')} rules={[{ required: true, message: t('signIn.emailMissing') }]}>
          <Input autoComplete="username" inputMode="email" autoFocus />
        </Form.Item>
        <Form.Item name="password" label={t('signIn.password')} rules={[{ required: true, message: t('signIn.passwordMissing') }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <FormError text={problem} />
        <Button type="primary" htmlType="submit" block loading={busy}>
          {t('signIn.submit')}
        </Button>
      </Form>
    </AccountFrame>
  );
}
