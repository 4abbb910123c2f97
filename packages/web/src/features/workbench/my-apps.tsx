import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useApps } from '../../ui/api/use-apps.ts';
import { AppTile } from '../../ui/app-tile/app-tile.tsx';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { useSession } from '../../ui/session/session-context.tsx';
import styles from './workbench.module.css';

/** The apps I may open. */
export function MyApps() {
  const { t } = useTranslation('workbench');
  const { user } = useSession();
  const { apps, loaded } = useApps();
  return (
    <section className={styles.section}>
      <header>
        <h2>{t('apps.title')}</h2>
        <i />
        {user.admin ? <Link to="/templates">{t('apps.templates')}</Link> : null}
      </header>
      {loaded && apps.length === 0 ? (
        <EmptyState title={t('apps.none')} hint={user.admin ? t('apps.noneAdmin') : t('apps.noneMember')} />
      ) : null}
      <div className={styles.apps}>
        {apps.map((app) => (
          <Link key={app.key} to={`/apps/${app.key}`} className={styles.app}>
            <AppTile icon={app.icon} color={app.color} size={36} />
            <span>
              <strong>{app.title}</strong>
              <small>{app.description}</small>
            </span>
          </Link>
        ))}
      </div>
    </section>
  );
}
