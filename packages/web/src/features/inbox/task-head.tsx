import type { TaskDetail } from '@formwright/client';
import { Button, Tooltip } from 'antd';
import { ChevronLeft, PanelRightOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useApps } from '../../ui/api/use-apps.ts';
import { AppTile } from '../../ui/app-tile/app-tile.tsx';
import { useFormat } from '../../ui/format/use-format.ts';
import { useViewport } from '../../ui/preferences/use-viewport.ts';
import styles from './inbox.module.css';

/** What the task is: app, workflow and version, the record, who asked and when. */
export function TaskHead({ task, place, back }: { task: TaskDetail; place: { at: number; of: number } | undefined; back: string }) {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  const phone = useViewport() === 'phone';
  const navigate = useNavigate();
  const { apps } = useApps();
  const app = apps.find(({ key }) => key === task.app);
  return (
    <header className={styles.head}>
      {phone ? (
        <Button
          type="text"
          aria-label={t('back')}
          icon={<ChevronLeft size={22} strokeWidth={1.75} />}
          onClick={() => void navigate(back)}
        />
      ) : null}
      <div className={styles.headText}>
        <p className={styles.crumbs}>
          {app ? <AppTile icon={app.icon} color={app.color} size={16} /> : null}
          <span>{app?.title ?? task.app}</span>
          <span aria-hidden="true">›</span>
          <span>{task.workflowTitle}</span>
          <span className={styles.version}>{t('version', { version: task.runDetail.version })}</span>
          {phone && place ? <span className={styles.place}>{`${place.at} / ${place.of}`}</span> : null}
        </p>
        <h1>{task.title}</h1>
        <p className={styles.asked}>
          {t('asked', { name: task.initiator.name, at: format.moment(task.runDetail.startedAt), node: task.nodeTitle })}
        </p>
      </div>
      <Tooltip title={t('openRecord')}>
        <Button
          aria-label={t('openRecord')}
          icon={<PanelRightOpen size={16} strokeWidth={1.75} />}
          type="text"
          onClick={() => void navigate(`/apps/${task.app}/entities/${task.entity}/records/${task.record}`)}
        >
          {phone ? null : t('openRecord')}
        </Button>
      </Tooltip>
    </header>
  );
}
