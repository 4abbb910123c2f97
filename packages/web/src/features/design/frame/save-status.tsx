import { Button } from 'antd';
import { CloudAlert, CloudCheck, CloudUpload } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../../ui/api/api-context.tsx';
import { errorText } from '../../../ui/feedback/toast.ts';
import { useDesign, useDesignStore } from '../state/design-context.tsx';
import { saveDraft } from '../state/save-draft.ts';
import { unsavedOf } from '../state/saving.ts';
import styles from './design-frame.module.css';

/** Whether the draft is on the server; if not, why and how to try again. */
export function SaveStatus() {
  const { t } = useTranslation('design');
  const api = useApi();
  const store = useDesignStore();
  const save = useDesign((design) => design.save);
  const unsaved = useDesign((design) => unsavedOf(design.history.docs, design.saved).length > 0);
  if (save.at === 'failed') {
    return (
      <span className={styles.saveFailed} role="alert">
        <CloudAlert size={16} strokeWidth={1.75} aria-hidden />
        {t('save.failed', { reason: errorText(save.error) })}
        <Button type="link" size="small" onClick={() => void saveDraft(api, store)}>
          {t('save.retry')}
        </Button>
      </span>
    );
  }
  return (
    <span className={styles.save} role="status" data-saved={!unsaved || undefined}>
      {unsaved ? <CloudUpload size={16} strokeWidth={1.75} aria-hidden /> : <CloudCheck size={16} strokeWidth={1.75} aria-hidden />}
      {unsaved ? t('save.saving') : t('save.saved')}
    </span>
  );
}
