import type { Notification } from '@formwright/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { Bell } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useApi } from '../../ui/api/api-context.tsx';
import { queryKeys } from '../../ui/api/query-keys.ts';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { ErrorNotice } from '../../ui/feedback/error-notice.tsx';
import { SkeletonRows } from '../../ui/feedback/skeleton.tsx';
import { tellFailed } from '../../ui/feedback/toast.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { Page, PageHead } from '../../ui/page/page-head.tsx';
import styles from './notifications.module.css';

/** What I was told, newest first. */
export function NotificationsPage() {
  const { t } = useTranslation('notifications');
  const api = useApi();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: queryKeys.notifications,
    queryFn: ({ signal }) => api.call('notifications', { signal }),
  });
  const read = async (ids?: string[]) => {
    try {
      await api.call('readNotifications', { body: ids ? { ids } : {} });
      await queries.invalidateQueries({ queryKey: queryKeys.notifications });
    } catch (problem) {
      tellFailed(problem);
    }
  };
  return (
    <Page>
      <PageHead
        icon={<Bell size={20} strokeWidth={1.75} />}
        title={t('title')}
        meta={data && data.unread > 0 ? t('unread', { count: data.unread }) : null}
        actions={data && data.unread > 0 ? <Button onClick={() => void read()}>{t('readAll')}</Button> : null}
      />
      <div className={styles.scroll}>
        {error ? <ErrorNotice error={error} onRetry={() => void refetch()} /> : null}
        {!data && !error ? <SkeletonRows /> : null}
        {data?.notifications.length === 0 ? <EmptyState title={t('empty')} hint={t('emptyHint')} /> : null}
        <ul>
          {data?.notifications.map((message) => (
            <li key={message.id}>
              <Message message={message} onRead={() => void read([message.id])} />
            </li>
          ))}
        </ul>
      </div>
    </Page>
  );
}

function Message({ message, onRead }: { message: Notification; onRead: () => void }) {
  const format = useFormat();
  const navigate = useNavigate();
  const open = () => {
    if (!message.read) onRead();
    const path = pathOf(message.link);
    if (path) void navigate(path);
  };
  return (
    <button type="button" className={styles.message} data-unread={!message.read || undefined} onClick={open}>
      <span className={styles.dot} aria-hidden="true" />
      <span className={styles.text}>{message.text}</span>
      <time dateTime={message.at} title={format.fullMoment(message.at)}>
        {format.moment(message.at)}
      </time>
    </button>
  );
}

function pathOf(link: Notification['link']): string | undefined {
  if (link === null) return undefined;
  if ('task' in link) return `/tasks/${link.task}`;
  return `/apps/${link.app}/entities/${link.entity}/records/${link.record}`;
}
