import { useQueryClient } from '@tanstack/react-query';
import { Button, Popconfirm } from 'antd';
import { History as HistoryIcon, Upload } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../ui/api/api-context.tsx';
import { queryKeys } from '../../../ui/api/query-keys.ts';
import { tellDone, tellFailed } from '../../../ui/feedback/toast.ts';
import { useDesign, useDesignStore } from '../state/design-context.tsx';
import { hasUnsaved, saveDraft } from '../state/save-draft.ts';
import { useDraftCheck } from '../state/use-draft-check.ts';
import styles from './design-frame.module.css';
import { ImpactChip } from './impact-chip.tsx';
import { ProblemsChip } from './problems-chip.tsx';
import { SaveStatus } from './save-status.tsx';
import { VersionsDrawer } from './versions-drawer.tsx';

/** The foot of the designers: is it saved, is anything wrong, whom does it touch; discard, versions, publish. */
export function DraftBar({ restart }: { restart: () => Promise<void> }) {
  const { t } = useTranslation('design');
  const app = useDesign((design) => design.app);
  const check = useDraftCheck();
  const [versions, setVersions] = useState(false);
  const errors = check.problems.filter(({ severity }) => severity === 'error').length;
  const { publish, discard, busy } = useDraftActs(restart);
  const changed = check.impact.length > 0;
  return (
    <footer className={styles.bar}>
      <SaveStatus />
      <ProblemsChip check={check} />
      <ImpactChip impact={check.impact} migration={check.migration} />
      <span className={styles.space} />
      <Button type="text" icon={<HistoryIcon size={16} strokeWidth={1.75} />} onClick={() => setVersions(true)}>
        {t('versions.title')}
      </Button>
      <Popconfirm
        title={t('discard.ask')}
        description={t('discard.warn')}
        okText={t('discard.do')}
        okButtonProps={{ danger: true }}
        onConfirm={() => void discard()}
      >
        <Button disabled={!changed || busy}>{t('discard.title')}</Button>
      </Popconfirm>
      <Button
        type="primary"
        icon={<Upload size={16} strokeWidth={1.75} />}
        disabled={errors > 0 || !changed}
        loading={busy}
        title={errors > 0 ? t('publish.blocked', { count: errors }) : changed ? undefined : t('publish.nothing')}
        onClick={() => void publish()}
      >
        {t('publish.title')}
      </Button>
      {versions ? <VersionsDrawer app={app} onClose={() => setVersions(false)} onRestored={restart} /> : null}
    </footer>
  );
}

function useDraftActs(restart: () => Promise<void>) {
  const { t } = useTranslation('design');
  const api = useApi();
  const store = useDesignStore();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const { app } = store.getState();
  const guarded = async (act: () => Promise<void>) => {
    setBusy(true);
    try {
      await act();
    } catch (error) {
      tellFailed(error);
    } finally {
      setBusy(false);
    }
  };
  return {
    busy,
    publish: () =>
      guarded(async () => {
        if (hasUnsaved(store)) await saveDraft(api, store);
        if (hasUnsaved(store)) return;
        const { version } = await api.call('publish', { params: { app }, body: {} });
        tellDone(t('publish.done', { version }));
        await Promise.all([queryKeys.apps, queryKeys.app(app)].map((queryKey) => queries.invalidateQueries({ queryKey })));
        await restart();
      }),
    discard: () =>
      guarded(async () => {
        await api.call('discardDraft', { params: { app } });
        tellDone(t('discard.done'));
        await restart();
      }),
  };
}
