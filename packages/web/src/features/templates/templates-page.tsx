import type { Template } from '@formwright/client';
import { useQuery } from '@tanstack/react-query';
import { Button, Input, Modal, Tooltip } from 'antd';
import { Plus, Search } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../ui/api/api-context.tsx';
import { queryKeys } from '../../ui/api/query-keys.ts';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorNotice } from '../../ui/feedback/error-notice.tsx';
import { SkeletonRows } from '../../ui/feedback/skeleton.tsx';
import { type Credential, OneTimePasswords } from '../../ui/one-time-password/one-time-password.tsx';
import { Page, PageHead } from '../../ui/page/page-head.tsx';
import { usePreferences } from '../../ui/preferences/preferences.ts';
import { useSession } from '../../ui/session/session-context.tsx';
import { BlankApp } from './blank-app.tsx';
import { InstallDialog } from './install-dialog.tsx';
import { InstalledApps } from './installed-apps.tsx';
import { TemplateCard } from './template-card.tsx';
import styles from './templates.module.css';

/** The template centre: what can be installed, what is, a blank app, and the way out as a package. */
export function TemplatesPage() {
  const { t } = useTranslation('templates');
  const { user } = useSession();
  const [search, setSearch] = useState('');
  const [installing, setInstalling] = useState<Template>();
  const [blank, setBlank] = useState(false);
  const [people, setPeople] = useState<Credential[]>([]);
  return (
    <Page>
      <PageHead
        title={t('title')}
        meta={<span className={styles.subtitle}>{t('subtitle')}</span>}
        actions={
          <>
            <Input
              allowClear
              className={styles.search ?? ''}
              aria-label={t('search')}
              placeholder={t('search')}
              prefix={<Search size={16} strokeWidth={1.75} />}
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
            <Tooltip title={user.admin ? undefined : t('onlyAdmins')}>
              <Button icon={<Plus size={16} strokeWidth={1.75} />} disabled={!user.admin} onClick={() => setBlank(true)}>
                {t('blank.title')}
              </Button>
            </Tooltip>
          </>
        }
      />
      <div className={styles.body}>
        <Templates search={search} onInstall={user.admin ? setInstalling : undefined} />
        <InstalledApps />
      </div>
      {installing ? <InstallDialog template={installing} onClose={() => setInstalling(undefined)} onPeople={setPeople} /> : null}
      {blank ? <BlankApp onClose={() => setBlank(false)} /> : null}
      <Modal
        open={people.length > 0}
        width={480}
        title={t('people')}
        footer={
          <Button type="primary" onClick={() => setPeople([])}>
            {t('peopleKept')}
          </Button>
        }
        onCancel={() => setPeople([])}
      >
        <OneTimePasswords people={people} />
      </Modal>
    </Page>
  );
}

function Templates({ search, onInstall }: { search: string; onInstall: ((template: Template) => void) | undefined }) {
  const { t } = useTranslation('templates');
  const api = useApi();
  const locale = usePreferences((state) => state.locale);
  const { data, error, refetch } = useQuery({
    queryKey: [...queryKeys.templates, locale],
    queryFn: ({ signal }) => api.call('templates', { query: { locale }, signal }),
  });
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows rows={3} height={120} />;
  const wanted = search.trim().toLowerCase();
  const found = data.templates.filter(({ title, description, key }) => `${title} ${description} ${key}`.toLowerCase().includes(wanted));
  if (found.length === 0) return <EmptyState title={t('nothing', { search })} />;
  return (
    <ul className={styles.cards}>
      {found.map((template) => (
        <li key={template.key}>
          <TemplateCard template={template} onInstall={onInstall && (() => onInstall(template))} />
        </li>
      ))}
    </ul>
  );
}
