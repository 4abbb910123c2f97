import { useTranslation } from 'react-i18next';
import { useAppModels } from '../../ui/app-model/use-app-models.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { Page } from '../../ui/page/page-head.tsx';
import { useSession } from '../../ui/session/session-context.tsx';
import { DueList } from './due-list.tsx';
import { MyApps } from './my-apps.tsx';
import { MyTasks } from './my-tasks.tsx';
import { RecentRecords } from './recent-records.tsx';
import styles from './workbench.module.css';

/** Where the day begins: my tasks, what is due, my apps, what changed last. */
export function WorkbenchPage() {
  const { t } = useTranslation('workbench');
  const { user, organisation } = useSession();
  const format = useFormat();
  const models = useAppModels();
  const hour = Number(new Intl.DateTimeFormat('en-GB', { hour: '2-digit', timeZone: organisation.timeZone }).format(new Date()));
  const part = hour < 6 ? 'night' : hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening';
  return (
    <Page>
      <header className={styles.head}>
        <h1>{t(`greeting.${part}`, { name: user.name })}</h1>
        <p>{format.today()}</p>
      </header>
      <div className={styles.body}>
        <div className={styles.main}>
          <MyTasks />
          <DueList models={models} />
          <MyApps />
        </div>
        <aside className={styles.side}>
          <RecentRecords models={models} />
        </aside>
      </div>
    </Page>
  );
}
