import { Button, Tooltip } from 'antd';
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tellFailed } from '../feedback/toast.ts';
import styles from './one-time-password.module.css';

/** A secret that is shown once, with a button that copies it. */
export function Secret({ value, label }: { value: string; label: string }) {
  const { t } = useTranslation('credentials');
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
      setTimeout(() => setCopied(false), 2000);
    } catch (error) {
      tellFailed(error);
    }
  };
  return (
    <span className={styles.secret}>
      <code className={styles.value}>{value}</code>
      <Tooltip title={copied ? t('copied') : t('copy')}>
        <Button
          type="text"
          size="small"
          aria-label={t('copyOf', { label })}
          icon={copied ? <Check size={16} strokeWidth={1.75} /> : <Copy size={16} strokeWidth={1.75} />}
          onClick={() => void copy()}
        />
      </Tooltip>
    </span>
  );
}

/** Somebody's one-time password. */
export interface Credential {
  name: string;
  email: string;
  oneTimePassword: string;
}

/** Names, addresses and one-time passwords, with what to do with them. */
export function OneTimePasswords({ people }: { people: readonly Credential[] }) {
  const { t } = useTranslation('credentials');
  return (
    <section className={styles.list}>
      <ul>
        {people.map(({ name, email, oneTimePassword }) => (
          <li key={email} className={styles.person}>
            <span className={styles.who}>
              <strong>{name}</strong>
              <span>{email}</span>
            </span>
            <Secret value={oneTimePassword} label={name} />
          </li>
        ))}
      </ul>
      <p className={styles.note}>{t('onceNote')}</p>
    </section>
  );
}
