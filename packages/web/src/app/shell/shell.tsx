import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../../ui/live/live-context.tsx';
import { useViewport } from '../../ui/preferences/use-viewport.ts';
import { BottomBar } from './bottom-bar.tsx';
import styles from './shell.module.css';
import { Sider } from './sider.tsx';

const CommandPalette = lazy(() => import('../palette/command-palette.tsx').then((module) => ({ default: module.CommandPalette })));

/** The frame around every page: side bar (a rail below 1024 px, a bottom bar below 768), page, command palette. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation('shell');
  const viewport = useViewport();
  const [palette, setPalette] = useState(false);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      setPalette((open) => !open);
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
  return (
    <div className={styles.shell} data-viewport={viewport}>
      <a className={styles.skip} href="#main">
        {t('skip')}
      </a>
      {viewport === 'phone' ? null : <Sider rail={viewport === 'rail'} onSearch={() => setPalette(true)} />}
      <main id="main" className={styles.main} tabIndex={-1}>
        <OfflineStrip />
        {children}
      </main>
      {viewport === 'phone' ? <BottomBar /> : null}
      {palette ? (
        <Suspense fallback={null}>
          <CommandPalette onClose={() => setPalette(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}

/** Says when the live connection is gone, after a moment in which it may come back. */
function OfflineStrip() {
  const { t } = useTranslation('shell');
  const connected = useConnection((state) => state.connected);
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (connected !== false) return setShown(false);
    const timer = setTimeout(() => setShown(true), 2500);
    return () => clearTimeout(timer);
  }, [connected]);
  if (!shown) return null;
  return (
    <div className={styles.offline} role="status">
      {t('offline')}
    </div>
  );
}
