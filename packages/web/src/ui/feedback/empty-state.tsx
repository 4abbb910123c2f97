import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

/** What to see where nothing is yet: a drawing, one sentence, and what to do next. */
export function EmptyState({ title, hint, actions }: { title: string; hint?: string; actions?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <svg width="96" height="64" viewBox="0 0 96 64" fill="none" aria-hidden="true">
        <rect x="14" y="4" width="68" height="52" rx="6" className={styles.frame} />
        <path d="M14 18h68" className={styles.frame} />
        <rect x="34" y="30" width="40" height="18" rx="4" className={styles.card} />
        <path d="M54 35v8M50 39h8" className={styles.mark} />
      </svg>
      <p className={styles.title}>{title}</p>
      {hint ? <p className={styles.hint}>{hint}</p> : null}
      {actions ? <div className={styles.actions}>{actions}</div> : null}
    </div>
  );
}
