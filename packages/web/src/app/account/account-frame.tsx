import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Mark } from '../../ui/mark/mark.tsx';
import { PreferenceSwitches } from '../../ui/preferences/preference-switches.tsx';
import styles from './account-frame.module.css';

/** The quiet page around sign-in and password: mark, one form, language and appearance. */
export function AccountFrame({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  const { t } = useTranslation('shell');
  return (
    <main className={styles.frame}>
      <div className={styles.side}>
        <div className={styles.brand}>
          <Mark size={32} />
          <strong>{t('product')}</strong>
          <span>{t('productLatin')}</span>
        </div>
        <p className={styles.claim}>{t('claim')}</p>
      </div>
      <div className={styles.main}>
        <div className={styles.form}>
          <h1>{title}</h1>
          {hint ? <p className={styles.hint}>{hint}</p> : null}
          {children}
        </div>
        <PreferenceSwitches />
      </div>
    </main>
  );
}
