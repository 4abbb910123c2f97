import { Button, Tooltip } from 'antd';
import { ArrowLeft, ExternalLink, Redo2, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate } from 'react-router';
import { AppTile } from '../../../ui/app-tile/app-tile.tsx';
import { useViewport } from '../../../ui/preferences/use-viewport.ts';
import { useDesign, useDesignStore } from '../state/design-context.tsx';
import { type DesignerPage, pageOf } from './address.ts';
import styles from './design-frame.module.css';
import { DocumentPicker } from './document-picker.tsx';

const pages: readonly DesignerPage[] = ['form', 'workflow'];

/** Way back, app and document, the kinds of designer, undo and redo. */
export function DesignHead() {
  const { t } = useTranslation('design');
  const app = useDesign((design) => design.history.docs.app);
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const phone = useViewport() === 'phone';
  const page = pageOf(pathname);
  return (
    <header className={styles.head}>
      <div className={styles.headLeft}>
        <Tooltip title={t('back')}>
          <Button
            type="text"
            aria-label={t('back')}
            icon={<ArrowLeft size={18} strokeWidth={1.75} />}
            onClick={() => void navigate(`/apps/${app.key}`)}
          />
        </Tooltip>
        <AppTile icon={app.icon ?? 'box'} color={app.color ?? 'teal'} size={22} />
        {phone ? null : (
          <>
            <span className={styles.appName}>{app.title}</span>
            <span className={styles.slash} aria-hidden="true">
              /
            </span>
          </>
        )}
        <DocumentPicker page={page} />
      </div>
      <nav className={styles.pages} aria-label={t('title')}>
        {pages.map((one) => (
          <Link key={one} to={`/apps/${app.key}/design/${one}`} aria-current={one === page ? 'page' : undefined}>
            {t(`page.${one}`)}
          </Link>
        ))}
      </nav>
      <div className={styles.headRight}>{phone ? null : <HistoryButtons />}</div>
    </header>
  );
}

function HistoryButtons() {
  const { t } = useTranslation('design');
  const store = useDesignStore();
  const app = useDesign((design) => design.app);
  const canUndo = useDesign((design) => design.history.past.length > 0);
  const canRedo = useDesign((design) => design.history.future.length > 0);
  return (
    <>
      <Tooltip title={t('undoKey')}>
        <Button
          type="text"
          aria-label={t('undo')}
          disabled={!canUndo}
          icon={<Undo2 size={16} strokeWidth={1.75} />}
          onClick={() => store.getState().undo()}
        />
      </Tooltip>
      <Tooltip title={t('redoKey')}>
        <Button
          type="text"
          aria-label={t('redo')}
          disabled={!canRedo}
          icon={<Redo2 size={16} strokeWidth={1.75} />}
          onClick={() => store.getState().redo()}
        />
      </Tooltip>
      <span className={styles.rule} aria-hidden="true" />
      <Link to={`/apps/${app}`} className={styles.openApp}>
        <ExternalLink size={16} strokeWidth={1.75} aria-hidden />
        {t('openApp')}
      </Link>
    </>
  );
}
