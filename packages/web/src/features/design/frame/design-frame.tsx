import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useViewport } from '../../../ui/preferences/use-viewport.ts';
import { ConflictDialog } from './conflict-dialog.tsx';
import styles from './design-frame.module.css';
import { DesignHead } from './design-head.tsx';
import { DraftBar } from './draft-bar.tsx';
import { useUndoKeys } from './use-undo-keys.ts';

/** The frame around every designer: head, the designer itself, and the draft bar. */
export function DesignFrame({ restart, children }: { restart: () => Promise<void>; children: ReactNode }) {
  const { t } = useTranslation('design');
  const phone = useViewport() === 'phone';
  useUndoKeys();
  return (
    <div className={styles.frame}>
      <DesignHead />
      {phone ? <p className={styles.phoneNote}>{t('phoneNote')}</p> : null}
      <main className={styles.body}>{children}</main>
      {phone ? null : <DraftBar restart={restart} />}
      <ConflictDialog />
    </div>
  );
}
