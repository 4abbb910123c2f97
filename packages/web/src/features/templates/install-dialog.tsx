import type { Template } from '@formwright/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Modal, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../ui/api/api-context.tsx';
import { queryKeys } from '../../ui/api/query-keys.ts';
import { ErrorNotice } from '../../ui/feedback/error-notice.tsx';
import { tellDone } from '../../ui/feedback/toast.ts';
import type { Credential } from '../../ui/one-time-password/one-time-password.tsx';
import styles from './templates.module.css';

/** Installs one template, with or without sample data. */
export function InstallDialog({
  template,
  onClose,
  onPeople,
}: {
  template: Template;
  onClose: () => void;
  onPeople: (people: Credential[]) => void;
}) {
  const { t } = useTranslation('templates');
  const api = useApi();
  const queries = useQueryClient();
  const [sampleData, setSampleData] = useState(true);
  const install = useMutation({
    mutationFn: () => api.call('installApp', { body: { template: template.key, sampleData } }),
    onSuccess: ({ people }) => {
      tellDone(t('installDone', { title: template.title }));
      for (const queryKey of [queryKeys.templates, queryKeys.apps, queryKeys.people, queryKeys.users])
        void queries.invalidateQueries({ queryKey });
      onClose();
      if (people && people.length > 0) onPeople(people);
    },
  });
  return (
    <Modal
      open
      width={480}
      title={t('installTitle', { title: template.title })}
      okText={t('install')}
      confirmLoading={install.isPending}
      onOk={() => install.mutate()}
      onCancel={onClose}
      mask={{ closable: !install.isPending }}
    >
      <p className={styles.dialogText}>{template.description}</p>
      <label className={styles.sample} htmlFor="install-sample-data">
        <span>
          {t('sample')}
          <small>{t('sampleHint', { count: template.counts.sampleRecords })}</small>
        </span>
        <Switch id="install-sample-data" checked={sampleData} onChange={setSampleData} aria-label={t('sample')} />
      </label>
      {install.error ? <ErrorNotice error={install.error} /> : null}
    </Modal>
  );
}
