import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../../ui/feedback/toast.ts';
import { useAccount } from '../../ui/session/use-account.ts';
import { AccountField } from './account-field.tsx';
import { AccountFrame } from './account-frame.tsx';
import { FormError } from './form-error.tsx';

/** E-mail and password. */
export function SignInPage() {
  const { t } = useTranslation('shell');
  const account = useAccount();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setProblem(undefined);
    if (email.trim() === '' || password === '') return;
    setBusy(true);
    try {
      await account.signIn(email.trim(), password);
    } catch (error) {
      setProblem(errorText(error));
      setBusy(false);
    }
  };
  return (
    <AccountFrame title={t('signIn.title')}>
      <form noValidate onSubmit={(event) => void submit(event)}>
        <AccountField
          label={t('signIn.email')}
          autoComplete="username"
          autoFocus
          value={email}
          onChange={setEmail}
          problem={tried && email.trim() === '' ? t('signIn.emailMissing') : undefined}
        />
        <AccountField
          label={t('signIn.password')}
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          problem={tried && password === '' ? t('signIn.passwordMissing') : undefined}
        />
        <FormError text={problem} />
        <Button type="primary" htmlType="submit" size="large" block loading={busy}>
          {t('signIn.submit')}
        </Button>
      </form>
    </AccountFrame>
  );
}
