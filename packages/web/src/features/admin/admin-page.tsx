import { useTranslation } from 'react-i18next';
import { Link, Navigate, Route, Routes, useLocation } from 'react-router';
import { Page, PageHead } from '../../ui/page/page-head.tsx';
import { useSession } from '../../ui/session/session-context.tsx';
import styles from './admin.module.css';
import { DepartmentsPage } from './departments-page.tsx';
import { KeysPage } from './keys-page.tsx';
import { MembersPage } from './members-page.tsx';
import { OrganisationPage } from './organisation-page.tsx';

const adminPages = ['members', 'departments', 'keys', 'organisation'] as const;

/** Members, departments, keys and the organisation; who is no admin sees their own keys. */
export function AdminPage() {
  const { t } = useTranslation('admin');
  const { user } = useSession();
  const { pathname } = useLocation();
  const pages = adminPages.filter((page) => user.admin || page === 'keys');
  return (
    <Page>
      <PageHead title={t('title')} />
      <nav className={styles.tabs} aria-label={t('title')}>
        {pages.map((page) => (
          <Link key={page} to={`/admin/${page}`} aria-current={pathname.startsWith(`/admin/${page}`) ? 'page' : undefined}>
            {t(`page.${page}`)}
          </Link>
        ))}
      </nav>
      <div className={styles.body}>
        <Routes>
          {user.admin ? (
            <>
              <Route path="members" element={<MembersPage />} />
              <Route path="departments" element={<DepartmentsPage />} />
              <Route path="organisation" element={<OrganisationPage />} />
            </>
          ) : null}
          <Route path="keys" element={<KeysPage />} />
          <Route path="*" element={<Navigate to={`/admin/${pages[0] ?? 'keys'}`} replace />} />
        </Routes>
      </div>
    </Page>
  );
}
