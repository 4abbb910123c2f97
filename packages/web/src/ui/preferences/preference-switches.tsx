import { useTranslation } from 'react-i18next';
import { Choice } from '../choice/choice.tsx';
import styles from './preference-switches.module.css';
import { type Appearance, usePreferences } from './preferences.ts';

const appearances: Appearance[] = ['light', 'dark', 'system'];

/** Language and appearance; `onLocale` takes over where the server must know the language too. */
export function PreferenceSwitches({ onLocale }: { onLocale?: (locale: 'zh-CN' | 'en') => void }) {
  const { t } = useTranslation('common');
  const { locale, appearance, setLocale, setAppearance } = usePreferences();
  return (
    <div className={styles.switches}>
      <Choice
        label={t('language')}
        value={locale}
        onChange={onLocale ?? setLocale}
        options={[
          { value: 'zh-CN', label: t('locale.zh') },
          { value: 'en', label: t('locale.en') },
        ]}
      />
      <Choice
        label={t('appearance')}
        value={appearance}
        onChange={setAppearance}
        options={appearances.map((value) => ({ value, label: t(`appearances.${value}`) }))}
      />
    </div>
  );
}
