import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../ui/api/api-context.tsx';
import { queryKeys } from '../../../ui/api/query-keys.ts';
import { Avatar } from '../../../ui/avatar/avatar.tsx';
import { ErrorNotice } from '../../../ui/feedback/error-notice.tsx';
import { SkeletonRows } from '../../../ui/feedback/skeleton.tsx';
import { tellDone, tellFailed } from '../../../ui/feedback/toast.ts';
import { useFormat } from '../../../ui/format/use-format.ts';
import styles from './design-frame.module.css';

/** The published versions of an app; an earlier one can be made the next. */
export function VersionsDrawer({ app, onClose, onRestored }: { app: string; onClose: () => void; onRestored: () => Promise<void> }) {
  const { t } = useTranslation('design');
  const api = useApi();
  const queries = useQueryClient();
  const format = useFormat();
  const [restoring, setRestoring] = useState<number>();
  const { data, error, refetch } = useQuery({
    queryKey: [...queryKeys.app(app), 'versions'],
    queryFn: ({ signal }) => api.call('versions', { params: { app }, signal }),
    staleTime: 0,
  });
  const restore = async (version: number) => {
    setRestoring(version);
    try {
      const made = await api.call('restoreVersion', { params: { app, version: String(version) } });
      tellDone(t('versions.restored', { version, made: made.version }));
      await Promise.all([queryKeys.apps, queryKeys.app(app)].map((queryKey) => queries.invalidateQueries({ queryKey })));
      await onRestored();
      onClose();
    } catch (failure) {
      tellFailed(failure);
    } finally {
      setRestoring(undefined);
    }
  };
  return (
    <Drawer open title={t('versions.title')} size={420} onClose={onClose}>
      {error ? <ErrorNotice error={error} onRetry={() => void refetch()} /> : null}
      {data ? null : <SkeletonRows rows={4} height={56} />}
      <ol className={styles.versions}>
        {(data?.versions ?? []).map(({ version, at, by, note }, index) => (
          <li key={version}>
            <span className={styles.versionNumber}>v{version}</span>
            <span className={styles.versionText}>
              <span>
                <Avatar name={by.name} id={by.id} size={16} /> {by.name}
              </span>
              <small>
                {format.moment(at)}
                {note === '' ? null : ` · ${note}`}
              </small>
            </span>
            {index === 0 ? (
              <small>{t('versions.current')}</small>
            ) : (
              <Button size="small" loading={restoring === version} disabled={restoring !== undefined} onClick={() => void restore(version)}>
                {t('versions.restore')}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </Drawer>
  );
}
