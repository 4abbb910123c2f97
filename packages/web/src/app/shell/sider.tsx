import { Tooltip } from 'antd';
import { Bell, House, Inbox, LayoutTemplate, Search, SlidersHorizontal } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { Mark } from '../../ui/mark/mark.tsx';
import { useSession } from '../../ui/session/session-context.tsx';
import { AppTree } from './app-tree.tsx';
import styles from './sider.module.css';
import { useCounts } from './use-counts.ts';
import { UserMenu } from './user-menu.tsx';

/** The side bar: 224 px, or a rail of 56 px with icons only. */
export function Sider({ rail, onSearch }: { rail: boolean; onSearch: () => void }) {
  const { t } = useTranslation('shell');
  const { user, organisation } = useSession();
  const counts = useCounts();
  return (
    <nav className={styles.sider} data-rail={rail || undefined} aria-label={t('nav.main')}>
      <div className={styles.organisation}>
        <Mark size={24} />
        {rail ? null : <strong>{organisation.name}</strong>}
      </div>
      <button type="button" className={styles.search} onClick={onSearch} {...(rail ? { 'aria-label': t('nav.search') } : {})}>
        <Search size={16} strokeWidth={1.75} aria-hidden />
        {rail ? null : (
          <>
            <span>{t('nav.search')}</span>
            <kbd>{shortcut}</kbd>
          </>
        )}
      </button>
      <SiderLink to="/" rail={rail} icon={<House size={16} strokeWidth={1.75} />} label={t('nav.workbench')} />
      <SiderLink to="/tasks" rail={rail} icon={<Inbox size={16} strokeWidth={1.75} />} label={t('nav.tasks')} badge={counts.tasks} />
      <SiderLink
        to="/notifications"
        rail={rail}
        icon={<Bell size={16} strokeWidth={1.75} />}
        label={t('nav.notifications')}
        badge={counts.notifications}
      />
      <div className={styles.apps}>
        {rail ? null : <p className={styles.heading}>{t('nav.apps')}</p>}
        <AppTree rail={rail} />
      </div>
      {user.admin ? (
        <>
          <SiderLink to="/templates" rail={rail} icon={<LayoutTemplate size={16} strokeWidth={1.75} />} label={t('nav.templates')} />
          <SiderLink to="/admin" rail={rail} icon={<SlidersHorizontal size={16} strokeWidth={1.75} />} label={t('nav.admin')} />
        </>
      ) : null}
      <UserMenu rail={rail} />
    </nav>
  );
}

const shortcut = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘K' : 'Ctrl K';

/** One entry of the side bar. */
function SiderLink({ to, rail, icon, label, badge = 0 }: { to: string; rail: boolean; icon: ReactNode; label: string; badge?: number }) {
  const link = (
    <NavLink to={to} end={to === '/'} className={styles.link ?? ''} {...(rail ? { 'aria-label': label } : {})}>
      <span className={styles.glyph}>{icon}</span>
      {rail ? null : <span className={styles.label}>{label}</span>}
      {badge > 0 ? <span className={styles.badge}>{badge > 99 ? '99+' : badge}</span> : null}
    </NavLink>
  );
  return rail ? (
    <Tooltip title={label} placement="right">
      {link}
    </Tooltip>
  ) : (
    link
  );
}
