import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { closeToast, type Toast, tellFailed, useToasts } from './toast.ts';
import styles from './toasts.module.css';

/** Where messages appear: at the foot, for 8 s, read out by screen readers. */
export function Toasts() {
  const toasts = useToasts((state) => state.toasts);
  return (
    <div className={styles.stack} role="status" aria-live="polite">
      {toasts.map((toast) => (
        <ToastLine key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function ToastLine({ toast }: { toast: Toast }) {
  const { t } = useTranslation('common');
  const Icon = toast.tone === 'done' ? CircleCheck : CircleAlert;
  const undo = async () => {
    closeToast(toast.id);
    try {
      await toast.undo?.();
    } catch (error) {
      tellFailed(error);
    }
  };
  return (
    <div className={styles.toast} data-tone={toast.tone}>
      <Icon size={16} strokeWidth={1.75} aria-hidden />
      <span className={styles.text}>{toast.text}</span>
      {toast.undo ? (
        <button type="button" className={styles.undo} onClick={() => void undo()}>
          {t('undo')}
        </button>
      ) : null}
      <button type="button" className={styles.close} aria-label={t('close')} onClick={() => closeToast(toast.id)}>
        <X size={16} strokeWidth={1.75} />
      </button>
    </div>
  );
}
