import type { SessionUser } from '@formwright/client';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../ui/feedback/toast.ts';
import { useAccount } from '../../ui/session/use-account.ts';
import { AccountField } from './account-field.tsx';
import { AccountFrame } from './account-frame.tsx';
import { FormError } from './form-error.tsx';

/** Replaces the one-time password before anything else. */
export function ChangePasswordPage({ user }: { user: SessionUser }) {
  const { t } = useTranslation('shell');
  const account = useAccount();
  const [values, setValues] = useState({ password: '', newPassword: '', again: '' });
  const [tried, setTried] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const differs = values.newPassword !== values.again;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setProblem(undefined);
    if (values.password === '' || values.newPassword === '' || differs) return;
    setBusy(true);
    try {
      await account.changePassword(values.password, values.newPassword);
    } catch (error) {
      setProblem(errorText(error));
      setBusy(false);
    }
  };
  const field = (key: keyof typeof values) => ({ value: values[key], onChange: (value: string) => setValues({ ...values, [key]: value }) });
  const missing = (key: keyof typeof values) => (tried && values[key] === '' ? t('signIn.passwordMissing') : undefined);
  return (
    <AccountFrame title={t('password.title', { name: user.name })} hint={t('password.hint')}>
      <form noValidate onSubmit={(event) => void submit(event)}>
        <AccountField
          {...field('password')}
          label={t('password.current')}
          autoComplete="current-password"
          autoFocus
          problem={missing('password')}
        />
        <AccountField {...field('newPassword')} label={t('password.new')} autoComplete="new-password" problem={missing('newPassword')} />
        <AccountField
          {...field('again')}
          label={t('password.again')}
          autoComplete="new-password"
          problem={tried && differs ? t('password.differs') : undefined}
        />
        <FormError text={problem} />
        <Button type="primary" htmlType="submit" size="large" block loading={busy}>
          {t('password.submit')}
        </Button>
        <Button type="text" block style={{ marginTop: 8 }} onClick={() => void account.signOut()}>
          {t('signOut')}
        </Button>
      </form>
    </AccountFrame>
  );
}
