import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Avatar } from '../../ui/avatar/avatar.tsx';
import { Page, PageHead } from '../../ui/page/page-head.tsx';
import { PreferenceSwitches } from '../../ui/preferences/preference-switches.tsx';
import { useSession } from '../../ui/session/session-context.tsx';
import { useAccount } from '../../ui/session/use-account.ts';
import styles from './phone.module.css';

/** Me, for phones: language, appearance, admin, sign out. */
export function MePage() {
  const { t } = useTranslation('shell');
  const { user } = useSession();
  const account = useAccount();
  return (
    <Page>
      <PageHead title={t('nav.me')} />
      <div className={styles.body}>
        <div className={styles.me}>
          <Avatar name={user.name} id={user.id} size={44} />
          <div>
            <strong>{user.name}</strong>
            <p>{user.email}</p>
          </div>
        </div>
        <PreferenceSwitches onLocale={account.chooseLocale} />
        {user.admin ? (
          <div className={styles.links}>
            <Link to="/templates">{t('nav.templates')}</Link>
            <Link to="/admin">{t('nav.admin')}</Link>
          </div>
        ) : null}
        <Button block size="large" onClick={() => void account.signOut()}>
          {t('signOut')}
        </Button>
      </div>
    </Page>
  );
}
