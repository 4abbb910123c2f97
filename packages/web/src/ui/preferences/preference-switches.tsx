import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './preference-switches.module.css';
import { type Appearance, usePreferences } from './preferences.ts';

/** Language and appearance; `onLocale` takes over where the server must know the language too. */
export function PreferenceSwitches({ onLocale }: { onLocale?: (locale: 'zh-CN' | 'en') => void }) {
  const { t } = useTranslation('common');
  const { locale, appearance, setLocale, setAppearance } = usePreferences();
  const appearances: Appearance[] = ['light', 'dark', 'system'];
  return (
    <div className={styles.switches}>
      <Segmented
        size="small"
        aria-label={t('language')}
        value={locale}
        onChange={onLocale ?? setLocale}
        options={[
          { value: 'zh-CN' as const, label: t('locale.zh') },
          { value: 'en' as const, label: t('locale.en') },
        ]}
      />
      <Segmented
        size="small"
        aria-label={t('appearance')}
        value={appearance}
        onChange={setAppearance}
        options={appearances.map((value) => ({ value, label: t(`appearances.${value}`) }))}
      />
    </div>
  );
}
