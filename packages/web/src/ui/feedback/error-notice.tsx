import { Button } from 'antd';
import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import styles from './notice.module.css';
import { errorText } from './toast.ts';

/** A failure at the place where it happened, with a way to try again. */
export function ErrorNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation('common');
  return (
    <div className={styles.notice} role="alert">
      <CircleAlert size={16} strokeWidth={1.75} aria-hidden />
      <span className={styles.text}>{errorText(error)}</span>
      {onRetry ? (
        <Button type="link" size="small" onClick={onRetry}>
          {t('retry')}
        </Button>
      ) : null}
    </div>
  );
}
