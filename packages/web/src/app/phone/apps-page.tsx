import { useTranslation } from 'react-i18next';
import { Page, PageHead } from '../../ui/page/page-head.tsx';
import { AppTree } from '../shell/app-tree.tsx';
import styles from './phone.module.css';

/** All apps with their menus, for phones. */
export function AppsPage() {
  const { t } = useTranslation('shell');
  return (
    <Page>
      <PageHead title={t('nav.apps')} />
      <div className={styles.body}>
        <AppTree rail={false} />
      </div>
    </Page>
  );
}
