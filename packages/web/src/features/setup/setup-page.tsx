import type { Template } from '@formwright/client';
import { AppError } from '@formwright/metadata';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { ArrowRight } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../ui/api/api-context.tsx';
import { queryKeys } from '../../ui/api/query-keys.ts';
import { OneTimePasswords } from '../../ui/one-time-password/one-time-password.tsx';
import { usePreferences } from '../../ui/preferences/preferences.ts';
import styles from './setup.module.css';
import { SetupForm } from './setup-form.tsx';
import { SetupProgress } from './setup-progress.tsx';
import { SetupSide } from './setup-side.tsx';
import { useSetup } from './use-setup.ts';

/** The first run: organisation, first admin, first apps. */
export function SetupPage() {
  const { phase, create, retry, skip } = useSetup();
  const [lost, setLost] = useState(false);
  const [sampleData, setSampleData] = useState(true);
  const locale = usePreferences((state) => state.locale);
  const templates = useTemplates();
  const enter = useEnter();
  const done = phase.at === 'done';
  useEffect(() => {
    if (done) enter();
  }, [done, enter]);
  const submit: Parameters<typeof SetupForm>[0]['onSubmit'] = async (values, choice) => {
    setSampleData(choice.sampleData);
    try {
      await create(
        { ...values, organisation: values.organisation.trim(), name: values.name.trim(), email: values.email.trim(), locale },
        choice,
      );
    } catch (error) {
      if (error instanceof AppError && error.code === 'SETUP_DONE') setLost(true);
      else throw error;
    }
  };
  return (
    <main className={styles.page}>
      <SetupSide step={phase.at === 'form' ? 1 : phase.at === 'installing' ? 2 : 3} />
      <div className={styles.main}>
        <div className={styles.content}>
          {lost ? <LostRace onSignIn={enter} /> : null}
          {!lost && phase.at === 'form' ? (
            <>
              <FormHead />
              <SetupForm templates={templates} onSubmit={submit} />
            </>
          ) : null}
          {phase.at === 'installing' ? (
            <SetupProgress installations={phase.installations} onRetry={() => void retry(sampleData)} onSkip={skip} />
          ) : null}
          {phase.at === 'people' ? <SamplePeople people={phase.people} onEnter={enter} /> : null}
        </div>
      </div>
    </main>
  );
}

function useEnter(): () => void {
  const queries = useQueryClient();
  const [enter] = useState(() => () => void queries.refetchQueries({ queryKey: queryKeys.session }));
  return enter;
}

/** What can be installed; undefined while it is asked for. */
function useTemplates(): readonly Template[] | undefined {
  const api = useApi();
  const locale = usePreferences((state) => state.locale);
  const { data, isPending } = useQuery({
    queryKey: [...queryKeys.templates, locale],
    queryFn: ({ signal }) => api.call('templates', { query: { locale }, signal }),
  });
  return isPending ? undefined : (data?.templates ?? []);
}

function FormHead() {
  const { t } = useTranslation(['setup', 'common']);
  const { locale, setLocale } = usePreferences();
  return (
    <header className={styles.head}>
      <div>
        <h1 className={styles.title}>{t('title')}</h1>
        <p className={styles.subtitle}>{t('subtitle')}</p>
      </div>
      <Segmented
        aria-label={t('common:language')}
        value={locale}
        onChange={setLocale}
        options={[
          { value: 'zh-CN' as const, label: t('common:locale.zh') },
          { value: 'en' as const, label: t('common:locale.en') },
        ]}
      />
    </header>
  );
}

function LostRace({ onSignIn }: { onSignIn: () => void }) {
  const { t } = useTranslation('setup');
  return (
    <section role="alert">
      <h1 className={styles.title}>{t('lost.title')}</h1>
      <p className={styles.subtitle}>{t('lost.hint')}</p>
      <Button type="primary" size="large" className={styles.submit} onClick={onSignIn}>
        {t('lost.signIn')}
      </Button>
    </section>
  );
}

function SamplePeople({ people, onEnter }: { people: Parameters<typeof OneTimePasswords>[0]['people']; onEnter: () => void }) {
  const { t } = useTranslation('setup');
  return (
    <section>
      <h1 className={styles.title}>{t('people.title')}</h1>
      <p className={styles.subtitle}>{t('people.hint')}</p>
      <OneTimePasswords people={people} />
      <Button type="primary" size="large" className={styles.submit} onClick={onEnter}>
        {t('people.enter')} <ArrowRight size={16} strokeWidth={1.75} aria-hidden />
      </Button>
    </section>
  );
}
