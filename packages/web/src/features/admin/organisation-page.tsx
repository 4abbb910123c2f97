import { useTranslation } from 'react-i18next';
import { useApps } from '../../ui/api/use-apps.ts';
import { usePeople } from '../../ui/api/use-people.ts';
import { useSession } from '../../ui/session/session-context.tsx';
import styles from './admin.module.css';

/** What this install is: organisation, language, time zone, and how much is in it. */
export function OrganisationPage() {
  const { t } = useTranslation(['admin', 'common']);
  const { organisation } = useSession();
  const { people, departments } = usePeople();
  const { apps } = useApps();
  const facts: Array<[string, string]> = [
    [t('organisation.name'), organisation.name],
    [t('organisation.locale'), organisation.locale === 'zh-CN' ? t('common:locale.zh') : t('common:locale.en')],
    [t('organisation.timeZone'), organisation.timeZone],
    [t('organisation.members'), String(people.filter(({ active }) => active).length)],
    [t('organisation.departments'), String(departments.length)],
    [t('organisation.apps'), apps.map(({ title }) => title).join(t('organisation.comma'))],
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
