import { Button } from 'antd';
import { Download, Pencil } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useApi } from '../../ui/api/api-context.tsx';
import { useApps } from '../../ui/api/use-apps.ts';
import { AppTile } from '../../ui/app-tile/app-tile.tsx';
import { tellFailed } from '../../ui/feedback/toast.ts';
import { useSession } from '../../ui/session/session-context.tsx';
import styles from './templates.module.css';

/** The apps of this organisation: their published version, the way to design and export them. */
export function InstalledApps() {
  const { t } = useTranslation('templates');
  const { apps } = useApps();
  const { user } = useSession();
  if (apps.length === 0) return null;
  return (
    <section className={styles.apps}>
      <h2>{t('apps.title')}</h2>
      <ul>
        {apps.map((app) => (
          <li key={app.key}>
            <AppTile icon={app.icon} color={app.color} size={28} />
            <span className={styles.appText}>
              <Link to={`/apps/${app.key}`}>{app.title}</Link>
              <small>{t('apps.version', { version: app.version })}</small>
            </span>
            {app.design ? (
              <Link to={`/apps/${app.key}/design`}>
                <Button size="small" icon={<Pencil size={14} strokeWidth={2} />}>
                  {t('apps.design')}
                </Button>
              </Link>
            ) : null}
            {user.admin ? <ExportButton app={app.key} /> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function ExportButton({ app }: { app: string }) {
  const { t } = useTranslation('templates');
  const api = useApi();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const response = await api.fetch('exportApp', { params: { app } });
      const url = URL.createObjectURL(await response.blob());
      const link = Object.assign(document.createElement('a'), { href: url, download: `${app}.zip` });
      link.click();
      URL.revokeObjectURL(url);
    } catch (error) {
      tellFailed(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button size="small" icon={<Download size={14} strokeWidth={2} />} loading={busy} onClick={() => void save()}>
      {t('apps.export')}
    </Button>
  );
}
