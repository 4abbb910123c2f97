import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { passwordStrength, type Strength } from './password-strength.ts';
import styles from './setup.module.css';

/** How good the password is that stands in the form, and what is asked for. */
export function PasswordHint() {
  const { t } = useTranslation('setup');
  const password: unknown = Form.useWatch('password');
  const words: Record<Exclude<Strength, 'short'>, string> = {
    weak: t('strength.weak'),
    fair: t('strength.fair'),
    good: t('strength.good'),
  };
  const strength = typeof password === 'string' ? passwordStrength(password) : 'short';
  return (
    <span className={styles.strength} aria-live="polite">
      {strength === 'short' ? null : (
        <>
          <span data-strength={strength}>{words[strength]}</span>
          {' · '}
        </>
      )}
      {t('passwordHint')}
    </span>
  );
}
