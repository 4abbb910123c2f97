import { Bell, House, Inbox, LayoutGrid, UserRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import styles from './bottom-bar.module.css';
import { useCounts } from './use-counts.ts';

/** The five places of a phone. */
export function BottomBar() {
  const { t } = useTranslation('shell');
  const counts = useCounts();
  return (
    <nav className={styles.bar} aria-label={t('nav.main')}>
      <Place to="/" icon={<House size={22} strokeWidth={1.75} />} label={t('nav.workbench')} />
      <Place to="/tasks" icon={<Inbox size={22} strokeWidth={1.75} />} label={t('nav.tasks')} badge={counts.tasks} />
      <Place to="/apps" icon={<LayoutGrid size={22} strokeWidth={1.75} />} label={t('nav.apps')} />
      <Place to="/notifications" icon={<Bell size={22} strokeWidth={1.75} />} label={t('nav.notifications')} badge={counts.notifications} />
      <Place to="/me" icon={<UserRound size={22} strokeWidth={1.75} />} label={t('nav.me')} />
    </nav>
  );
}

function Place({ to, icon, label, badge = 0 }: { to: string; icon: ReactNode; label: string; badge?: number }) {
  return (
    <NavLink to={to} end={to === '/'} className={styles.place ?? ''}>
      {icon}
      <span>{label}</span>
      {badge > 0 ? <em className={styles.badge}>{badge > 99 ? '99+' : badge}</em> : null}
    </NavLink>
  );
}
