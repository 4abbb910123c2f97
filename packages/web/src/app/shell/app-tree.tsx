import type { AppSummary } from '@formwright/client';
import { Tooltip } from 'antd';
import { ChevronRight, LayoutDashboard } from 'lucide-react';
import { useState } from 'react';
import { NavLink, useLocation } from 'react-router';
import { useApps } from '../../ui/api/use-apps.ts';
import { menuOf } from '../../ui/app-model/menu.ts';
import { useAppModel } from '../../ui/app-model/use-app-model.ts';
import { AppTile } from '../../ui/app-tile/app-tile.tsx';
import { DocIcon } from '../../ui/icons/doc-icon.tsx';
import { EntityCount } from './entity-count.tsx';
import styles from './sider.module.css';

/** Every app with its menu; the app one works in is open. */
export function AppTree({ rail }: { rail: boolean }) {
  const { apps } = useApps();
  const { pathname } = useLocation();
  const current = pathname.split('/')[1] === 'apps' ? pathname.split('/')[2] : undefined;
  return (
    <ul>
      {apps.map((app) => (
        <li key={app.key}>{rail ? <RailApp app={app} /> : <AppBranch app={app} current={app.key === current || apps.length === 1} />}</li>
      ))}
    </ul>
  );
}

function RailApp({ app }: { app: AppSummary }) {
  return (
    <Tooltip title={app.title} placement="right">
      <NavLink to={`/apps/${app.key}`} className={styles.link ?? ''} aria-label={app.title}>
        <AppTile icon={app.icon} color={app.color} />
      </NavLink>
    </Tooltip>
  );
}

function AppBranch({ app, current }: { app: AppSummary; current: boolean }) {
  const [chosen, setChosen] = useState<boolean>();
  const open = chosen ?? current;
  return (
    <>
      <button type="button" className={`${styles.link} ${styles.app}`} aria-expanded={open} onClick={() => setChosen(!open)}>
        <AppTile icon={app.icon} color={app.color} />
        <span className={styles.label}>{app.title}</span>
        <span className={styles.chevron}>
          <ChevronRight size={14} strokeWidth={2} aria-hidden />
        </span>
      </button>
      {open ? <AppMenu app={app.key} /> : null}
    </>
  );
}

function AppMenu({ app }: { app: string }) {
  const { model } = useAppModel(app);
  if (!model) return null;
  return (
    <ul>
      {menuOf(model).map((entry) => (
        <li key={entry.path}>
          <NavLink to={entry.path} className={`${styles.link} ${styles.child}`}>
            <span className={styles.glyph}>
              {entry.kind === 'entity' ? <DocIcon name={entry.icon} /> : <LayoutDashboard size={16} strokeWidth={1.75} />}
            </span>
            <span className={styles.label}>{entry.title}</span>
            {entry.kind === 'entity' ? <EntityCount app={app} entity={entry.key} /> : null}
          </NavLink>
        </li>
      ))}
    </ul>
  );
}
